// Starts the booth's worker from files whose digests the page names. A browser checks digests of scripts in a page, not
// of what a worker imports; so every file is fetched here with its digest, and handed to the worker from memory.
// From then on the booth needs no network until a ballot is sent.
(() => {
  const IMPORT = /(\bfrom\s*)(["'])(\.\/[^"']+)\2/g;

  /** A worker that runs worker.js; `files` gives the address and the digest of each file by its name. */
  globalThis.boothWorker = async (files) => {
    const names = Object.keys(files);
    const texts = await Promise.all(names.map((name) => fetched(files[name])));
    const found = Object.fromEntries(names.map((name, place) => [name, texts[place]]));
    return new Worker(inMemory("worker.js", found, {}), { type: "module" });
  };

  const fetched = async ({ url, integrity }) => {
    const answer = await fetch(url, { integrity });
    if (!answer.ok) throw new Error(url);
    return answer.text();
  };

  // The address in memory of a file whose imports have addresses in memory.
  const inMemory = (name, texts, made) => {
    if (!(name in made)) {
      const folder = name.slice(0, name.lastIndexOf("/") + 1);
      const text = texts[name].replace(IMPORT, (_all, from, _quote, path) => {
        return `${from}"${inMemory(folder + path.slice(2), texts, made)}"`;
      });
      made[name] = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    }
    return made[name];
  };
})();
