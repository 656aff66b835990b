/**
 * What a scanner says it has read: the AIM identifier (ISO/IEC 15424), a bracket, a letter for the kind of code and a character that
 * says how it was read. Names are what the page of scanners shows and are the same in every language.
 */
export function symbologyOf(aim: string, makerCode: number | null): string | null {
  return byIdentifier[aim.slice(1)] ?? byLetter[aim.slice(1, 2)] ?? makerName(makerCode);
}

/** Kinds whose modifier changes what they are, not just how they were read. */
const byIdentifier: Readonly<Record<string, string>> = {
  E0: 'EAN-13/UPC',
  E4: 'EAN-8',
  C1: 'GS1-128',
  Q3: 'GS1 QR',
  d2: 'GS1 DataMatrix',
  J1: 'GS1 DotCode',
};

const byLetter: Readonly<Record<string, string>> = {
  A: 'Code 39',
  B: 'Telepen',
  C: 'Code 128',
  D: 'Code One',
  E: 'EAN/UPC',
  F: 'Codabar',
  G: 'Code 93',
  H: 'Code 11',
  I: 'ITF',
  J: 'DotCode',
  L: 'PDF417',
  M: 'MSI',
  O: 'Codablock F',
  P: 'Plessey',
  Q: 'QR',
  R: '2 of 5',
  S: '2 of 5',
  U: 'MaxiCode',
  d: 'DataMatrix',
  e: 'GS1 DataBar',
  h: 'Han Xin',
  z: 'Aztec',
};

/** Honeywell's own letter for the kind, which its older models give where they give no AIM identifier. */
function makerName(code: number | null): string | null {
  return code === null ? null : (byMakerLetter[String.fromCharCode(code)] ?? null);
}

const byMakerLetter: Readonly<Record<string, string>> = {
  D: 'EAN-8',
  E: 'UPC-E',
  I: 'GS1-128',
  a: 'Codabar',
  b: 'Code 39',
  c: 'UPC-A',
  d: 'EAN-13',
  e: 'ITF',
  i: 'Code 93',
  j: 'Code 128',
  r: 'PDF417',
  s: 'QR',
  w: 'DataMatrix',
  y: 'GS1 DataBar',
  z: 'Aztec',
};
