/** Encrypts what must be readable again but not by whoever gets hold of the table. */
export async function seal(secret: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(text);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(secret), bytes);
  return `${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`;
}

export async function unseal(secret: string, sealed: string): Promise<string> {
  const [iv = "", bytes = ""] = sealed.split(".");
  const algorithm = { name: "AES-GCM", iv: fromBase64(iv) };
  const opened = await crypto.subtle.decrypt(algorithm, await keyOf(secret), fromBase64(bytes));
  return new TextDecoder().decode(opened);
}

async function keyOf(secret: string) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return await crypto.subtle.importKey("raw", digest, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function toBase64(bytes: Uint8Array) {
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""));
}

function fromBase64(text: string) {
  return Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0);
}
