import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { connect } from "node:net";

/** Stands before a server, and can make its web app look like that of a newer build. */
export class Front {
  isNewer = false;
  private readonly front: Server;

  private constructor(private readonly target: number) {
    this.front = createServer((incoming, answer) => {
      const { url = "/", method, headers } = incoming;
      const onward = request({ host: "127.0.0.1", port: this.target, path: url, method, headers }, (response) => {
        const isChanged = this.isNewer && url === "/sw.js";
        const { "content-length": length, ...rest } = response.headers;
        answer.writeHead(response.statusCode ?? 502, isChanged || !length ? rest : response.headers);
        response.on("end", () => answer.end(isChanged ? "\n// newer" : undefined));
        response.pipe(answer, { end: false });
      });
      onward.on("error", () => answer.destroy());
      if (url === "/sw.js") onward.setHeader("Accept-Encoding", "identity");
      incoming.pipe(onward);
    });
    this.front.on("upgrade", (incoming, socket, head) => {
      const onward = connect(this.target, "127.0.0.1", () => {
        const lines = incoming.rawHeaders.map((text, i) => (i % 2 === 0 ? `\r\n${text}: ` : text)).join("");
        onward.write(`${incoming.method} ${incoming.url} HTTP/1.1${lines}\r\n\r\n`);
        onward.write(head);
        onward.pipe(socket).pipe(onward);
      });
      for (const [one, other] of [
        [onward, socket],
        [socket, onward],
      ] as const) {
        one.on("error", () => other.destroy());
        one.on("close", () => other.destroy());
      }
    });
  }

  static async open(port: number, target: number): Promise<Front> {
    const front = new Front(target);
    front.front.listen(port);
    await once(front.front, "listening");
    return front;
  }

  async close() {
    this.front.closeAllConnections();
    this.front.close();
    await once(this.front, "close");
  }
}
