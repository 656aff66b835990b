/** The part of escpos 3.0.0-alpha.6 whose bytes are right; the package brings no types of its own. */
declare module 'escpos' {
  type Adapter = { write: (data: Buffer, done?: (error: Error | null) => void) => void };
  class Printer {
    constructor(adapter: Adapter);
    hardware(kind: 'init'): this;
    raw(data: Buffer): this;
    flush(done: () => void): this;
  }
  const escpos: { readonly Printer: typeof Printer };
  export = escpos;
}
