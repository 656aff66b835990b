/** The pages of letters a printer may carry (hardware notes 1.4). One byte, one letter: a tone of page 1258 is a letter of its own. */
export type CodePage = 'cp437' | 'wpc1252' | 'wpc1258' | 'tcvn' | 'tcvn3-lower' | 'tcvn3-upper';

/** What a byte without a letter shows. */
export const noLetter = '\ufffd';

const cp437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** TCVN 5712 VN1 from 80h on; its other twelve capitals lie on control bytes, where no printer looks for letters. */
const tcvn =
  'ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ';

/** TCVN-3 keeps the small letters of VN1 and Đ; its second page has the capitals in the same places. */
const tcvn3 = [...tcvn].map((letter, at) =>
  letter === 'Đ' || (at >= 0x28 && letter !== letter.toUpperCase()) ? letter : noLetter,
);

const upper: Readonly<Record<CodePage, readonly string[]>> = {
  cp437: [...cp437],
  wpc1252: windows('windows-1252'),
  wpc1258: windows('windows-1258'),
  tcvn: [...tcvn],
  'tcvn3-lower': tcvn3,
  'tcvn3-upper': tcvn3.map((letter) => letter.toUpperCase()),
};

export function letterOf(byte: number, page: CodePage): string {
  return byte < 0x80 ? String.fromCharCode(byte) : (upper[page][byte - 0x80] ?? noLetter);
}

function windows(label: string): readonly string[] {
  const decoder = new TextDecoder(label);
  return Array.from({ length: 128 }, (_, at) => decoder.decode(Uint8Array.of(0x80 + at)));
}
