// The panel where a person gives the API token that all requests of this tab carry.
import { Button, useGraphiQLActions } from '@graphiql/react';
import { useId, useState, useSyncExternalStore } from 'react';

import { token } from './session.js';
import { language, texts } from './texts.js';

export const TOKEN_PLUGIN = { title: texts.token, icon: KeyIcon, content: TokenPanel };

function TokenPanel() {
  const { introspect } = useGraphiQLActions();
  const current = useSyncExternalStore(token.subscribe, token.read);
  const [typed, setTyped] = useState('');
  const inputId = useId();
  const hintId = useId();

  function use(value) {
    token.write(value);
    setTyped('');
    introspect(); // a token that the hub refuses has left the page without documentation
  }

  return (
    <section className="hub-panel" lang={language}>
      <h2>{texts.token}</h2>
      <p role="status">{current ? texts.signedIn(current) : texts.anonymous}</p>
      <p>
        <a href="/sign-in?next=/graphiql">{texts.signIn}</a>
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          use(typed.trim());
        }}
      >
        <label htmlFor={inputId}>{texts.tokenLabel}</label>
        <input
          id={inputId}
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          aria-describedby={hintId}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="hub-buttons">
          <Button type="submit">{texts.useToken}</Button>
          <Button type="button" disabled={!current} onClick={() => use('')}>
            {texts.forgetToken}
          </Button>
        </div>
      </form>
      <p id={hintId} className="hub-hint">
        {texts.tokenHint}
      </p>
    </section>
  );
}

function KeyIcon(props) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" {...props}>
      <circle cx="7.5" cy="12" r="4.5" />
      <path d="M12 12h10m-3 0v4m-4-4v3" />
    </svg>
  );
}
