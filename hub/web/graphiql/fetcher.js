// Sends every request to the hub's one endpoint, with the token of this browser tab if there is one.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';

import { token } from './session.js';

const ENDPOINT = '/graphql';

const authorization = () => (token.read() ? { authorization: `Bearer ${token.read()}` } : {});

const socket = createClient({
  url: new URL(ENDPOINT, location.href.replace(/^http/, 'ws')).href,
  connectionParams: authorization,
});

export const fetcher = createGraphiQLFetcher({
  url: ENDPOINT,
  wsClient: socket,
  enableIncrementalDelivery: false,
  fetch: (url, options) =>
    fetch(url, { ...options, headers: { ...options.headers, ...authorization() } }),
});
