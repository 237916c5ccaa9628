/**
 * Asks the browser not to clear what is kept when space runs out. Only when a reader posts: some browsers put
 * the question before them, and nobody who only reads should meet it.
 */
export const askToPersist = async (): Promise<void> => {
  // Missing in insecure contexts, whatever the types say.
  const storage = navigator.storage as StorageManager | undefined;
  try {
    await storage?.persist();
  } catch {
    // A browser that does not let itself be asked keeps what it likes; nothing here depends on the answer.
  }
};
