// The panel of ready-made operations, one group a desk; each opens in a tab of its own.
import { UnStyledButton, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { Kind, parse } from 'graphql';
import { useEffect, useId, useState } from 'react';

import { language, texts } from './texts.js';

export const OPERATIONS_PLUGIN = {
  title: texts.operations,
  icon: DesksIcon,
  content: OperationsPanel,
};

function OperationsPanel() {
  const { operations, failed } = useOperations();
  const desks = Map.groupBy(operations, (operation) => operation.desk);

  return (
    <section className="hub-panel" lang={language}>
      <h2>{texts.operations}</h2>
      <p className="hub-hint">{texts.operationsHint}</p>
      {failed && <p role="alert">{texts.operationsFailed}</p>}
      {[...desks].map(([desk, ofDesk]) => (
        <Desk key={desk} name={texts.desks[desk] ?? desk} operations={ofDesk} />
      ))}
    </section>
  );
}

function Desk({ name, operations }) {
  const headingId = useId();
  const openInTab = useOpenInTab();

  return (
    <>
      <h3 id={headingId}>{name}</h3>
      <ul aria-labelledby={headingId}>
        {operations.map((operation) => (
          <li key={operation.name}>
            <UnStyledButton
              type="button"
              className="hub-operation"
              disabled={!openInTab}
              onClick={() => openInTab(operation.document)}
            >
              {operation.title[language]}
            </UnStyledButton>
          </li>
        ))}
      </ul>
    </>
  );
}

// A function that opens a document in a new tab, once the editor is there to show it.
function useOpenInTab() {
  const { addTab, setOperationFacts, updateActiveTabValues } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  if (!queryEditor) return null;

  return (document) => {
    const facts = factsOf(document);
    addTab();
    queryEditor.setValue(document);
    // The editor itself would notice only a moment later, and run what was there before.
    setOperationFacts(facts);
    updateActiveTabValues({ query: document, operationName: facts.operationName });
    queryEditor.focus();
  };
}

function factsOf(document) {
  const documentAST = parse(document);
  const operations = documentAST.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return { documentAST, operations, operationName: operations[0].name.value };
}

function useOperations() {
  const [state, setState] = useState({ operations: [], failed: false });

  useEffect(() => {
    const leaving = new AbortController();
    fetch('/graphiql/operations.json', { signal: leaving.signal })
      .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
      .then((operations) => setState({ operations, failed: false }))
      .catch(() => leaving.signal.aborted || setState({ operations: [], failed: true }));
    return () => leaving.abort();
  }, []);

  return state;
}

function DesksIcon(props) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" {...props}>
      <path d="M4 5h4v4H4zM4 15h4v4H4zM12 7h9M12 17h9" />
    </svg>
  );
}
