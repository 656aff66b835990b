import { type ErrorEntry, safe, text } from './entry.ts';

/** The place the shop's token is kept in. Nothing of it ever stops the shop from selling. */
export const keychainErrors = {
  KEYCHAIN_MISSING: safe(
    text(
      'Máy tính không có kho khóa an toàn để giữ mã truy cập. Vẫn bán bình thường, chưa đồng bộ được.',
      'Cài và mở kho khóa của hệ điều hành (trên Linux: gnome-keyring) rồi thử lại.',
    ),
    text(
      'This computer has no keychain to keep the token. Selling goes on, sync waits.',
      'Install and unlock the keychain of the system (on Linux: gnome-keyring), then try again.',
    ),
  ),
  KEYCHAIN_LOCKED: safe(
    text(
      'Kho khóa của máy tính đang khóa hoặc không trả lời. Vẫn bán bình thường, chưa đồng bộ được.',
      'Mở khóa kho khóa rồi thử lại.',
    ),
    text(
      'The keychain is locked or does not answer. Selling goes on, sync waits.',
      'Unlock it and try again.',
    ),
  ),
  KEYCHAIN_DENIED: safe(
    text(
      'Hệ điều hành không cho Quầy đọc kho khóa, hoặc có người đã bấm từ chối. Vẫn bán bình thường, chưa đồng bộ được.',
      'Bấm thử lại và chọn cho phép khi hệ điều hành hỏi.',
    ),
    text(
      'The system does not let Quầy read the keychain, or somebody said no. Selling goes on, sync waits.',
      'Try again and allow it when the system asks.',
    ),
  ),
  KEYCHAIN_LOST: safe(
    text(
      'Kho khóa không còn khóa của máy này. Vẫn bán bình thường, chưa đồng bộ được; không đơn nào bị mất.',
      'Chủ shop bấm Ctrl+K rồi nhập mã khôi phục hoặc mã truy cập.',
    ),
    text(
      'The keychain no longer has this till’s key. Selling goes on, sync waits; no sale is lost.',
      'The owner presses Ctrl+K and types the recovery code or the token.',
    ),
  ),
  KEYCHAIN_DAMAGED: safe(
    text(
      'Tệp secrets.json hoặc recovery.json đã bị thay đổi nên không dùng được; tệp được giữ nguyên. Vẫn bán bình thường, chưa đồng bộ được.',
      'Chép lại tệp cũ, hoặc chủ shop bấm Ctrl+K rồi nhập lại mã truy cập.',
    ),
    text(
      'secrets.json or recovery.json was changed and cannot be used; it stays as it is. Selling goes on, sync waits.',
      'Put the old file back, or the owner presses Ctrl+K and types the token again.',
    ),
  ),
  RECOVERY_CODE_INVALID: safe(
    text('Mã khôi phục chưa đúng ở nhóm {groups}.', 'Xem lại các nhóm đó trên giấy.'),
    text('The recovery code is not right in group {groups}.', 'Look at these groups on the paper again.'),
  ),
  RECOVERY_CODE_WRONG: safe(
    text(
      'Mã này không mở được khóa của máy này.',
      'Tìm mã mới nhất của đúng máy này, hoặc nhập mã truy cập.',
    ),
    text(
      'This code does not open this till’s key.',
      'Find the newest code of this very till, or type the token instead.',
    ),
  ),
  RECOVERY_WAIT: safe(
    text('Nhập sai nhiều lần.', 'Thử lại sau {seconds} giây.'),
    text('Too many wrong tries.', 'Try again in {seconds} seconds.'),
  ),
  RECOVERY_NONE: safe(
    text('Máy này chưa có mã khôi phục.', 'Nhập mã truy cập của shop để kết nối lại.'),
    text('No recovery code was made for this till.', 'Type the shop’s token to connect again.'),
  ),
  PAPER_NOT_PRINTED: safe(
    text('Không in được. Không có gì được lưu lại.', 'Chép tay mã ra giấy, hoặc kiểm tra máy in rồi in lại.'),
    text(
      'It was not printed. Nothing of it was kept.',
      'Write the code down by hand, or see to the printer and print again.',
    ),
  ),
} as const satisfies Record<string, ErrorEntry>;
