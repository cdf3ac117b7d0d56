import type { EchoSocket } from "./socket";

let current: EchoSocket | null = null;

export function setTypingSocket(socket: EchoSocket | null): void {
  current = socket;
}

/** Tells the channel that I type, or have stopped; volatile, because old typing is of no use to anybody. */
export function tellTyping(place: { workspaceId: string; channelId: string }, isTyping: boolean): void {
  current?.volatile.emit(isTyping ? "typing:start" : "typing:stop", place);
}
