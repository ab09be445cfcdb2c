/** The text of a file as people save them: UTF-8, Excel's "Unicode text", or the GBK of a Chinese Windows. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const labels = isUtf16 ? [first === 0xff ? "utf-16le" : "utf-16be"] : ["utf-8", "gb18030"];
  for (const label of labels) {
    const text = decodeAs(label, bytes);
    // Pictures and programs are full of bytes that no text has.
    // eslint-disable-next-line no-control-regex -- that is what is looked for
    if (text !== undefined) return /[\0-\x08\x0e-\x1a]/u.test(text) ? undefined : text;
  }
  return undefined;
}

function decodeAs(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
