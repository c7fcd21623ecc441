// The token lives in the session storage of one browser tab: it is gone when the tab is closed.
const KEY = 'hub:token';
const listeners = new Set();

export const token = {
  read: () => sessionStorage.getItem(KEY) ?? '',

  write(value) {
    if (value) sessionStorage.setItem(KEY, value);
    else sessionStorage.removeItem(KEY);
    for (const listener of listeners) listener();
  },

  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
