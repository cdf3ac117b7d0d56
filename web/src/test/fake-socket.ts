type Listener = (...args: unknown[]) => void;

/** A socket that goes nowhere: what the app emits is kept, and what the server would emit is said by the test. */
export class FakeSocket {
  connected = false;
  active = true;
  readonly emitted: { event: string; args: unknown[] }[] = [];
  readonly acks = new Map<string, unknown>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly anyListeners = new Set<Listener>();

  on = (event: string, listener: Listener) => {
    const known = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, known.add(listener));
    return this;
  };
  onAny = (listener: Listener) => {
    this.anyListeners.add(listener);
    return this;
  };
  offAny = (listener: Listener) => {
    this.anyListeners.delete(listener);
    return this;
  };
  removeAllListeners = () => {
    this.listeners.clear();
    return this;
  };
  emit = (event: string, ...args: unknown[]) => {
    this.emitted.push({ event, args });
    return this;
  };
  timeout = () => this;
  emitWithAck = async (event: string, ...args: unknown[]) => {
    this.emit(event, ...args);
    return this.acks.get(event) ?? { ok: true };
  };
  get volatile() {
    return this;
  }
  connect = () => this;
  disconnect = () => {
    this.connected = false;
    return this;
  };

  /** What the server says, or what happens to the connection. */
  hear(event: string, ...args: unknown[]) {
    if (event === "connect") this.connected = true;
    if (event === "disconnect") this.connected = false;
    for (const listener of this.listeners.get(event) ?? []) listener(...args);
    for (const listener of this.anyListeners) listener(event, ...args);
  }
}
