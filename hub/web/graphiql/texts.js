// What the page itself says, in the language of the browser: Italian, else English.
export const language = navigator.language.toLowerCase().startsWith('it') ? 'it' : 'en';

const FIRST_QUERY = `query Members {
  members(first: 5) {
    nodes {
      name
    }
  }
}
`;

const TEXTS = {
  en: {
    operations: 'Ready-made operations',
    operationsHint: 'Each opens in a tab of its own. Change it as you like: yours is a copy.',
    operationsFailed: 'The operations could not be loaded. Reload the page to try again.',
    desks: {
      direction: 'Direction',
      'front-desk': 'Front desk',
      incubation: 'Incubation',
      projects: 'Projects',
      municipality: 'Municipality and university',
    },
    token: 'Access token',
    tokenLabel: 'API token',
    tokenHint:
      'It is kept in this browser tab only, sent with each request to the hub, and forgotten when the tab is closed.',
    useToken: 'Use',
    forgetToken: 'Forget',
    anonymous: 'No token: you see what your account may see, or without one what is public.',
    signIn: 'Sign in with an account',
    signedIn: (token) => `Requests carry the token that ends in …${token.slice(-4)}.`,
    welcome: `# Write a query here, or open one from "Ready-made operations" on the left.
# Ctrl+Enter runs it, Ctrl+Space completes what you type.
# The book on the left holds the documentation of every type and field.

${FIRST_QUERY}`,
  },
  it: {
    operations: 'Operazioni pronte',
    operationsHint: 'Ognuna si apre in una scheda propria. Modificala liberamente: la tua è una copia.',
    operationsFailed: 'Impossibile caricare le operazioni. Ricarica la pagina per riprovare.',
    desks: {
      direction: 'Direzione',
      'front-desk': 'Segreteria',
      incubation: 'Incubatore',
      projects: 'Progetti',
      municipality: 'Comune e università',
    },
    token: "Token d'accesso",
    tokenLabel: 'Token API',
    tokenHint:
      'Resta solo in questa scheda del browser, accompagna ogni richiesta al hub ed è dimenticato alla chiusura della scheda.',
    useToken: 'Usa',
    forgetToken: 'Dimentica',
    anonymous: 'Nessun token: vedi ciò che può vedere il tuo account, o senza account ciò che è pubblico.',
    signIn: 'Accedi con un account',
    signedIn: (token) => `Le richieste portano il token che finisce con …${token.slice(-4)}.`,
    welcome: `# Scrivi qui una query, o aprine una da "Operazioni pronte" a sinistra.
# Ctrl+Invio la esegue, Ctrl+Spazio completa ciò che scrivi.
# Il libro a sinistra contiene la documentazione di ogni tipo e campo.

${FIRST_QUERY}`,
  },
};

export const texts = TEXTS[language];
