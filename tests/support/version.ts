/** The version that a form on the page was made from. */
export const versionOn = (html: string) => /name="version" value="(\d+)"/u.exec(html)?.[1] ?? "";
