import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { renderToString } from "hono/jsx/dom/server";
import { Layout } from "../web/layout.tsx";

/** An address of some 14,000 Chinese characters, nine bytes each, with what a browser sends along. */
export const longestHead = 128 * 1024;

/** How long somebody may go on sending what nobody reads any more. */
const patience = 2000;

/** What no request was made of never reaches the app: it is answered here, in words where people cause it. */
export function refuseUnreadable(server: Server) {
  const last = new WeakMap<Duplex, ServerResponse>();
  server.on("request", ({ socket }, response) => void last.set(socket, response));
  const page = tooLongPage();
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // Every piece that still comes is one more error.
    if (socket.writableEnded) return;
    const owed = last.get(socket);
    if (!socket.writable || (owed && !owed.writableFinished)) {
      socket.destroy(error);
      return;
    }
    socket.end(error.code === "HPE_HEADER_OVERFLOW" ? page : bare(statusOf(error.code)));
    // Closed at once, what is still being sent would take the answer from whom it was meant for.
    const end = setTimeout(() => socket.destroy(), patience);
    socket.once("end", () => socket.destroy()).once("close", () => clearTimeout(end));
  });
}

function statusOf(code: string | undefined): number {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return 408;
  return code === "HPE_CHUNK_EXTENSIONS_OVERFLOW" ? 413 : 400;
}

const bare = (status: number) =>
  `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;

function tooLongPage(): string {
  const html = renderToString(
    <Layout title="地址太长了" actor={undefined}>
      <h1>地址太长了，打不开</h1>
      <p>
        多半是在搜索框里贴了很长的一段话。请返回上一页，把字写短一些再试；要说的话很长，可以写在“说说您的难题”里。
      </p>
      <p>如果本站每一页都这样，请在浏览器里清除本站的 Cookie，再重新登录。</p>
      <p class="actions">
        <a class="btn" href="/match">
          说说您的难题
        </a>
        <a href="/">回到首页</a>
      </p>
    </Layout>,
  );
  const headers = [
    "content-type: text/html; charset=UTF-8",
    `content-length: ${Buffer.byteLength(html)}`,
    "content-security-policy: default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    "x-content-type-options: nosniff",
    "cache-control: no-store",
    "connection: close",
  ];
  return `HTTP/1.1 431 ${STATUS_CODES[431]}\r\n${headers.join("\r\n")}\r\n\r\n${html}`;
}
