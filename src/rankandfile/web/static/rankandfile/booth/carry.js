// A test ballot from one device to another, through a server that cannot read it: encrypted under a code that a person
// carries. Name and key both follow from the code, and the code is sent nowhere.
(() => {
  const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  const LENGTH = 16; // 93 bits
  const encoder = new TextEncoder();

  const derived = (use, code) => crypto.subtle.digest("SHA-256", encoder.encode(`rankandfile/carried-test/v1|${use}|${code}`));
  const nameOf = async (code) => Array.from(new Uint8Array(await derived("name", code)), (one) => one.toString(16).padStart(2, "0")).join("");
  const keyOf = async (code) => crypto.subtle.importKey("raw", await derived("key", code), "AES-GCM", false, ["encrypt", "decrypt"]);
  const IV = new Uint8Array(12); // a key is used once

  const drawn = () => {
    let code = "";
    while (code.length < LENGTH) {
      for (const byte of crypto.getRandomValues(new Uint8Array(32))) if (byte < 232 && code.length < LENGTH) code += ALPHABET[byte % 58];
    }
    return code;
  };

  /** The code as it is typed: what people put between its letters is left out; empty where it is none. */
  const typed = (text) => {
    const code = text.replace(/[\s-]/g, "");
    return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : "";
  };

  /** What is handed to the server, and the code that is not: {name, content, code}. */
  const hidden = async (text) => {
    const code = drawn();
    const bytes = await crypto.subtle.encrypt({ name: "AES-GCM", iv: IV }, await keyOf(code), encoder.encode(text));
    const content = btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
    return { name: await nameOf(code), content, code: code.match(/.{4}/g).join("-") };
  };

  /** The text again; an error where it is not what was hidden under this code. */
  const shown = async (content, code) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: IV }, await keyOf(code), bytes));
  };

  globalThis.boothCarry = { can: Boolean(globalThis.crypto?.subtle), typed, nameOf, hidden, shown };
})();
