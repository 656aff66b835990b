/** Told by the first bytes, never by what the server says. Bitmap formats only. */
export function pictureTypeOf(picture: Buffer): string | null {
  if (picture.subarray(0, 8).toString('hex') === '89504e470d0a1a0a') return 'image/png';
  if (picture.subarray(0, 3).toString('hex') === 'ffd8ff') return 'image/jpeg';
  if (picture.subarray(0, 4).toString('latin1') === 'GIF8') return 'image/gif';
  return picture.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : null;
}
