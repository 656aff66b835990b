import { yieldToLoop } from '../wait.ts';

/** Below this, reading in one go takes a millisecond or two. */
const smallText = 200_000;
const sliceMs = 1.5;

/** The value of a JSON text; undefined when it is none. A long list is read row by row, letting the event loop go in between. */
export async function readJson(text: string): Promise<unknown> {
  if (text.length > smallText) {
    const list = await readList(text);
    if (list !== undefined) return list;
  }
  return parsedJson(text);
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `{"products":[{…},{…}]}`: what answers with long lists look like. Undefined for anything else. */
async function readList(text: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [opening, key] = /^\s*\{\s*"([a-z_]+)"\s*:\s*\[\s*/.exec(text) ?? [];
  if (opening === undefined || key === undefined) return undefined;
  const rows: unknown[] = [];
  let at = opening.length;
  let until = performance.now() + sliceMs;
  try {
    while (text[at] === '{') {
      const end = endOfObject(text, at);
      if (end === undefined) return undefined;
      rows.push(JSON.parse(text.slice(at, end)));
      between.lastIndex = end;
      const gap = between.exec(text);
      if (gap === null) return undefined;
      at = end + gap[0].length;
      if (performance.now() >= until) {
        await yieldToLoop();
        until = performance.now() + sliceMs;
      }
    }
  } catch {
    return undefined;
  }
  return /^\]\s*\}\s*$/.test(text.slice(at)) ? { [key]: rows } : undefined;
}

/** Another row follows, or the list is over. */
const between = /\s*(?:,\s*(?=\{)|(?=\]))/y;

const mark = /["{}]/g;

/** Behind the brace that closes the one at `start`. Strings are hopped over: what they contain opens and closes nothing. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  mark.lastIndex = start;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    if (found[0] === '"') {
      const end = endOfString(text, found.index);
      // Cut off: nothing behind it can be told apart any more, and looking on would take as long again for every quote.
      if (end === undefined) return undefined;
      mark.lastIndex = end;
      continue;
    }
    depth += found[0] === '{' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return undefined;
}

/** Behind the quote that closes the one at `start`: the first one with an even number of backslashes before it. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
  return undefined;
}
