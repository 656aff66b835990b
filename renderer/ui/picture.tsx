import { memo, useState } from 'react';

type PictureProps = { readonly url: string | null; readonly name: string; readonly size: number };

/** The picture of goods, or their initials on a colour of their own when there is none or it does not load. */
export const Picture = memo(function Picture({ url, name, size }: PictureProps) {
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  const box = { width: size, height: size };
  if (url !== null && url !== brokenUrl) {
    return (
      <img
        className="picture"
        style={box}
        src={url}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => setBrokenUrl(url)}
      />
    );
  }
  return (
    <span
      className="picture picture-initials"
      style={{ ...box, background: colourOf(name) }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
});

export function initialsOf(name: string): string {
  const words = name
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase('vi') ?? '')
    .join('');
}

/** Dark enough for white letters, the same for the same name. */
function colourOf(name: string): string {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return `hsl(${hash} 45% 34%)`;
}
