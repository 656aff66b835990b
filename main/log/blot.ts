/** Names under which a secret or a customer could slip into a log line. */
const secretKey =
  /token|pin$|pins$|pepper|password|secret|authori[sz]ation|recovery|phone|e-?mail|customer|address|holder|account/i;
const mostDepth = 5;

/** Details as they may be written down: whatever stands under such a name is gone, and texts lose what looks like a secret or a phone. */
export function blotted(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, secretKey.test(key) ? '…' : blot(value, 1)]),
  );
}

function blot(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return blotText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= mostDepth) return '…';
  if (Array.isArray(value)) return value.map((item) => blot(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, secretKey.test(key) ? '…' : blot(inner, depth + 1)]),
  );
}

/** The till's own ids are many digits too, and stay. */
const ownId = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/;

const suspects: readonly RegExp[] = [
  /[^\s"'<>(),;@]{1,64}@[^\s"'<>(),;@]{1,190}\.[a-z]{2,}/gi,
  /\b(?:[2-9BCFGHJKMNPQRTVX]{5}[- ]){4}[2-9BCFGHJKMNPQRTVX]{5}\b/gi,
  /\b[0-9a-f]{32,}\b/gi,
  /\+?\d(?:[ .-]?\d){7,}/g,
];
/** As long as base64 of a key, or longer; words of a program are shorter or have no digit. */
const longWord = /[A-Za-z0-9+_-]{40,}={0,2}/g;
const mostLength = 20_000;

export function blotText(text: string): string {
  return text
    .slice(0, mostLength)
    .split(ownId)
    .map((part, index) => (index % 2 === 1 ? part : blotPart(part)))
    .join('');
}

function blotPart(part: string): string {
  return suspects
    .reduce((left, suspect) => left.replace(suspect, '…'), part)
    .replace(longWord, (word) => (/\d/.test(word) ? '…' : word));
}
