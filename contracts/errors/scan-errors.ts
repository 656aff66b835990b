import { type ErrorEntry, safe, text } from './entry.ts';

/** Scans that were caught but cannot be used. Nothing of them is in the cart. */
export const scanErrors = {
  SCAN_IME: safe(
    text(
      'Bộ gõ tiếng Việt đã làm sai mã vừa quét. Chưa thêm hàng nào.',
      'Tắt bộ gõ tiếng Việt (UniKey) rồi quét lại.',
    ),
    text(
      'A Vietnamese typing tool has changed the scanned code. Nothing was added.',
      'Switch the typing tool (UniKey) off and scan again.',
    ),
  ),
  SCAN_CAPS_LOCK: safe(
    text(
      'Phím Caps Lock đang bật làm đảo chữ hoa, chữ thường của mã “{code}”. Chưa thêm hàng nào.',
      'Tắt Caps Lock rồi quét lại.',
    ),
    text(
      'Caps Lock is on and swaps the case of “{code}”. Nothing was added.',
      'Switch Caps Lock off and scan again.',
    ),
  ),
  SCAN_LAYOUT: safe(
    text(
      'Máy quét và máy tính dùng hai kiểu bàn phím khác nhau, mã thành “{code}”. Chưa thêm hàng nào.',
      'Đổi bàn phím của máy tính sang tiếng Anh (Mỹ) rồi quét lại.',
    ),
    text(
      'Scanner and computer use different keyboard layouts; the code became “{code}”. Nothing was added.',
      'Switch the keyboard of the computer to English (US), then scan again.',
    ),
  ),
  SCAN_TANGLED: safe(
    text(
      'Có phím bị giữ trong lúc quét mã “{code}”. Chưa thêm hàng nào.',
      'Bỏ tay khỏi bàn phím rồi quét lại.',
    ),
    text(
      'A key was held down during the scan of “{code}”. Nothing was added.',
      'Take the hand off the keys and scan again.',
    ),
  ),
  SCAN_SHORT: safe(
    text('Mã vừa quét chỉ có “{code}”, quá ngắn. Chưa thêm hàng nào.', 'Quét lại.'),
    text('The scan was only “{code}”, too short. Nothing was added.', 'Scan again.'),
  ),
  SCAN_CUT_OFF: safe(
    text('Mã vừa quét bị đứt ở “{code}”. Chưa thêm hàng nào.', 'Quét lại.'),
    text('The scan broke off at “{code}”. Nothing was added.', 'Scan again.'),
  ),
  SCAN_BURST: safe(
    text('Hai mã quét dính liền nhau: “{code}”. Chưa thêm hàng nào.', 'Quét lại từng mã một.'),
    text('Two codes ran together: “{code}”. Nothing was added.', 'Scan them again, one by one.'),
  ),
  SCAN_DOUBLED: safe(
    text(
      'Máy quét đọc mã {code} hai lần liền trong một lần bấm. Chỉ tính một.',
      'Nếu có thêm một cái nữa, quét lại.',
    ),
    text('The scanner read {code} twice in one pull. It counts once.', 'If there is one more, scan again.'),
  ),
} as const satisfies Record<string, ErrorEntry>;
