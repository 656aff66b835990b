/** One data object of an EMVCo QR: two-digit tag, two-digit length in characters, value. */
export type DataObject = { readonly tag: string; readonly value: string };

/** @throws RangeError when a value is empty or longer than a length field can say. */
export function encodeObject(tag: string, value: string): string {
  const length = [...value].length;
  if (length < 1 || length > 99) throw new RangeError(`object ${tag} has ${length} characters`);
  return `${tag}${length.toString().padStart(2, '0')}${value}`;
}

/** Parses a whole run of objects; undefined as soon as a tag, length or end does not fit. */
export function decodeObjects(text: string): readonly DataObject[] | undefined {
  const characters = [...text];
  const objects: DataObject[] = [];
  for (let position = 0; position < characters.length; ) {
    const header = characters.slice(position, position + 4).join('');
    if (!/^\d{4}$/.test(header)) return undefined;
    const length = Number(header.slice(2));
    const value = characters.slice(position + 4, position + 4 + length);
    if (length === 0 || value.length !== length) return undefined;
    objects.push({ tag: header.slice(0, 2), value: value.join('') });
    position += 4 + length;
  }
  return objects;
}
