import { type ErrorEntry, safe, text } from './entry.ts';

/** About printers, what they print, and the drawer that hangs on one of them. */
export const printerErrors = {
  PRINT_JOB_MISSING: safe(
    text('Không tìm thấy lệnh in này.', 'Mở lại trang Thiết bị.'),
    text('That print job was not found.', 'Open the devices page again.'),
  ),
  PRINT_JOB_NOT_WAITING: safe(
    text('Lệnh in này không cần xử lý.', 'Mở lại trang Thiết bị.'),
    text('That print job needs nothing.', 'Open the devices page again.'),
  ),
  DRAWER_MISSING: safe(
    text(
      'Chưa có ngăn kéo nào gắn với máy in. Mở ngăn kéo bằng chìa khóa.',
      'Chọn máy in của ngăn kéo ở trang Thiết bị.',
    ),
    text(
      'No drawer hangs on any printer. Open it with its key.',
      'Choose the printer of the drawer on the devices page.',
    ),
  ),
  DRAWER_STAYED_SHUT: safe(
    text('Ngăn kéo có thể chưa mở: máy in không nhận lệnh.', 'Mở bằng chìa khóa hoặc bấm F11.'),
    text(
      'The drawer may be shut: its printer did not take the command.',
      'Open it with its key, or press F11.',
    ),
  ),
  PRINTER_MISSING: safe(
    text('Không còn máy in này.', 'Mở lại trang Thiết bị.'),
    text('That printer is not there any more.', 'Open the devices page again.'),
  ),
  PRINTER_NAME_NEEDED: safe(
    text('Máy in cần có tên.', 'Đặt một cái tên dễ nhớ, ví dụ "Quầy thu ngân".'),
    text('A printer needs a name.', 'Give it one that is easy to remember, such as "Counter".'),
  ),
  PRINTER_KNOWN: safe(
    text('Máy in này đã có, tên là {name}.', 'Sửa máy in đó thay vì thêm mới.'),
    text('That printer is there already, as {name}.', 'Change that one instead of adding it again.'),
  ),
  PRINTER_UNREACHABLE: safe(
    text('Không thấy máy in ở địa chỉ này.', 'Kiểm tra máy in đã bật, dây mạng và địa chỉ IP.'),
    text('No printer answers at that address.', 'Check that it is on, its cable, and the IP address.'),
  ),
  PRINTER_LAST: safe(
    text('Đây là máy in duy nhất của máy này.', 'Thêm máy in khác trước, rồi bỏ máy in này.'),
    text('This is the only printer of this machine.', 'Add another one first.'),
  ),
  PRINTER_HAS_JOBS: safe(
    text('Còn {count} lệnh in đang chờ máy in này.', 'Chọn máy in khác nhận các lệnh này, hoặc bỏ chúng.'),
    text('{count} print jobs wait for this printer.', 'Choose who takes them over, or drop them.'),
  ),
} as const satisfies Record<string, ErrorEntry>;
