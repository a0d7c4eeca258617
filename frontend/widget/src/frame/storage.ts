// What the frame keeps in its own origin: the visitor's token, the group they chose and what is half written. The page around it can read neither.

interface Shelf {
  get: (name: string) => string;
  put: (name: string, value: string) => void;
}

function shelf(open: () => Storage): Shelf {
  const memory = new Map<string, string>();
  return {
    get(name) {
      try {
        return open().getItem(name) ?? memory.get(name) ?? "";
      } catch {
        return memory.get(name) ?? "";
      }
    },
    put(name, value) {
      memory.set(name, value);
      try {
        if (value) open().setItem(name, value);
        else open().removeItem(name);
      } catch {
        // A browser that stores nothing for frames: it lasts as long as the page.
      }
    },
  };
}

const lasting = shelf(() => localStorage);
const ofTab = shelf(() => sessionStorage);

export const token = {
  of: (key: string) => lasting.get(`zuruf:token:${key}`),
  keep: (key: string, value: string) => lasting.put(`zuruf:token:${key}`, value),
};

/** Which group was the visitor's own choice: the server tells the group, not by whom it was set. */
export const ownGroup = {
  of: (key: string) => lasting.get(`zuruf:group:${key}`),
  keep: (key: string, value: string) => lasting.put(`zuruf:group:${key}`, value),
};

export const draft = {
  of: (key: string) => ofTab.get(`zuruf:draft:${key}`),
  keep: (key: string, value: string) => ofTab.put(`zuruf:draft:${key}`, value),
};
