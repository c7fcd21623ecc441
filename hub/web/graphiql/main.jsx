// The page: GraphiQL with a place for the token and the ready-made operations of each desk.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';

import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { fetcher } from './fetcher.js';
import { OPERATIONS_PLUGIN } from './operations.jsx';
import { texts } from './texts.js';
import { TOKEN_PLUGIN } from './token.jsx';

const PLUGINS = [OPERATIONS_PLUGIN, TOKEN_PLUGIN, HISTORY_PLUGIN];

// Headers have no editor: what is typed there would be kept in the browser's history of requests.
createRoot(document.getElementById('graphiql')).render(
  <StrictMode>
    <GraphiQL
      fetcher={fetcher}
      plugins={PLUGINS}
      visiblePlugin={OPERATIONS_PLUGIN}
      defaultQuery={texts.welcome}
      isHeadersEditorEnabled={false}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>
        <a className="hub-home" href="/">
          Polo Tecnologico
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  </StrictMode>,
);
