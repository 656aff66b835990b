/** What a printer is told, as this one understands it: Epson's reference read without a look at the till's own encoder. */
export type Command =
  | { readonly kind: 'initialise' | 'leave-chinese' | 'enter-chinese' | 'line-feed' | 'carriage-return' }
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'feed-dots' | 'feed-lines' | 'line-spacing'; readonly count: number }
  | { readonly kind: 'line-spacing-default' }
  | { readonly kind: 'align'; readonly side: 'left' | 'centre' | 'right' }
  | { readonly kind: 'bold'; readonly on: boolean }
  /** ESC !: everything about letters at once. */
  | { readonly kind: 'style'; readonly small: boolean; readonly bold: boolean; readonly size: Size }
  | { readonly kind: 'size'; readonly size: Size }
  | { readonly kind: 'code-page'; readonly page: number }
  | { readonly kind: 'cut'; readonly how: 'full' | 'partial'; readonly feeds: boolean; readonly more: number }
  | { readonly kind: 'drawer'; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  | { readonly kind: 'beep'; readonly times: number }
  | { readonly kind: 'fence'; readonly about: 'paper' | 'drawer' }
  | { readonly kind: 'automatic-status'; readonly mask: number }
  | { readonly kind: 'identity'; readonly about: number }
  | { readonly kind: 'process-id'; readonly id: readonly number[] }
  | { readonly kind: 'offline-notice' }
  /** GS ( D: whether DLE DC4 may pulse the drawer. */
  | { readonly kind: 'real-time-switch'; readonly command: number; readonly on: boolean }
  /** `GS ( x` of another function. */
  | { readonly kind: 'function-block'; readonly letter: string }
  /** The head of GS v 0; its rows follow one by one, since no buffer holds them all. */
  | { readonly kind: 'picture'; readonly rowBytes: number; readonly rows: number; readonly size: Size }
  | { readonly kind: 'row'; readonly data: Uint8Array; readonly number: number }
  /** What was acted on as it came in, met again in its place. */
  | { readonly kind: 'real-time'; readonly command: RealTimeCommand };

/** Times as wide and as tall as normal. */
export type Size = { readonly wide: number; readonly tall: number };

export type RealTimeCommand =
  | { readonly kind: 'status'; readonly request: number }
  | { readonly kind: 'recover'; readonly how: 'go-on' | 'clear' }
  | { readonly kind: 'pulse'; readonly pin: 2 | 5; readonly onMs: number }
  | { readonly kind: 'clear' };

/** A command in words, for the log. */
export function inWords(command: Command): string {
  switch (command.kind) {
    case 'text':
      return `text of ${command.bytes.length} bytes`;
    case 'feed-dots':
    case 'feed-lines':
    case 'line-spacing':
      return `${command.kind} ${command.count}`;
    case 'align':
      return `align ${command.side}`;
    case 'bold':
      return command.on ? 'bold on' : 'bold off';
    case 'style':
    case 'size':
      return `${command.kind} ${command.size.wide}x${command.size.tall}`;
    case 'code-page':
      return `code-page ${command.page}`;
    case 'cut':
      return `cut ${command.how}${command.feeds ? ' after feeding' : ''}`;
    case 'drawer':
      return `drawer pulse, pin ${command.pin}, ${command.onMs} ms on, ${command.offMs} ms off`;
    case 'fence':
      return `fence (${command.about})`;
    case 'process-id':
      return `process-id ${String.fromCharCode(...command.id)}`;
    case 'picture':
      return `picture ${command.rowBytes * 8}x${command.rows}`;
    case 'real-time':
      return `real-time ${command.command.kind}`;
    case 'function-block':
      return `function-block ${command.letter}`;
    default:
      return command.kind;
  }
}
