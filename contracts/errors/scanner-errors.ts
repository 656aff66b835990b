import { type ErrorEntry, safe, text } from './entry.ts';

/** The list of brand scanners. Scanning goes on with all of it. */
export const scannerErrors = {
  SCANNER_MISSING: safe(
    text('Máy quét này không còn trong danh sách.', 'Mở lại trang Thiết bị.'),
    text('That scanner is no longer in the list.', 'Open the devices page again.'),
  ),
  SCANNER_PLUGGED_IN: safe(
    text('Máy quét này đang cắm, nên chưa quên được.', 'Rút máy quét ra, hoặc tắt nó ở đây.'),
    text('That scanner is plugged in, so it cannot be forgotten.', 'Unplug it, or switch it off here.'),
  ),
} as const satisfies Record<string, ErrorEntry>;
