/** Input reports as a scanner in HID POS mode sends them, built apart from the code that reads them. */

const roomPerReport = 56;

/** The usual report: id 2, length, AIM identifier, 56 bytes of data, the maker's letter, a flag that more follows. */
export function usualReport(
  data: Uint8Array,
  { aim = ']E0', makerLetter = '\0', more = false } = {},
): Uint8Array {
  const report = Buffer.alloc(64);
  report.writeUInt8(2, 0);
  report.writeUInt8(data.length, 1);
  report.write(aim, 2, 'latin1');
  report.set(data, 5);
  report.write(makerLetter, 61, 'latin1');
  report.writeUInt8(more ? 1 : 0, 63);
  return report;
}

/** A code in as many reports as it needs, or cut at the given sizes. */
export function reportsOf(
  data: Uint8Array,
  options: { readonly aim?: string; readonly sizes?: readonly number[] } = {},
): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const size of options.sizes ?? []) {
    if (at + size >= data.length) break;
    parts.push(data.subarray(at, at + size));
    at += size;
  }
  while (data.length - at > roomPerReport) {
    parts.push(data.subarray(at, at + roomPerReport));
    at += roomPerReport;
  }
  parts.push(data.subarray(at));
  return parts.map((part, index) =>
    usualReport(part, { aim: options.aim ?? ']E0', more: index < parts.length - 1 }),
  );
}
