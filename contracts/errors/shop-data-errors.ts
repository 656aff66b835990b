import { type ErrorEntry, safe, text } from './entry.ts';

/** What can stand in the way of the shop's shared data. The till sells and people sign in with what it has, always. */
export const shopDataErrors = {
  SHOP_DATA_FORBIDDEN: safe(
    text(
      'Mã truy cập không được đọc hoặc ghi dữ liệu chung của shop. PIN và cài đặt trên máy này vẫn dùng bình thường.',
      'Cấp quyền thông tin shop (đọc và ghi) cho ứng dụng riêng trên Haravan.',
    ),
    text(
      'The token may not read or write the shop’s shared data. PINs and settings of this machine go on working.',
      'Grant the private app reading and writing of the shop on Haravan.',
    ),
  ),
  SHOP_DATA_LOCKED: safe(
    text(
      'PIN và cài đặt chung của shop chưa mở được bằng mã truy cập mới này.',
      'Nhập mã mới trên máy bán hàng cũ trước, chờ một phút rồi thử lại; hoặc chủ shop đặt lại toàn bộ PIN tại đây.',
    ),
    text(
      'The shop’s PINs and settings do not open with this new token yet.',
      'Enter the new token on the first machine, wait a minute and try again; or the owner sets all PINs anew here.',
    ),
  ),
  SHOP_DATA_TAMPERED: safe(
    text(
      'Dữ liệu chung của shop trên Haravan bị sửa hoặc hỏng. Máy không dùng bản đó, đã ghi nhật ký.',
      'Xem ai và ứng dụng nào có quyền sửa dữ liệu của shop trên Haravan.',
    ),
    text(
      'The shop’s shared data on Haravan was changed or is damaged. It was not used; it is in the journal.',
      'See who and which apps may change the shop’s data on Haravan.',
    ),
  ),
  SHOP_DATA_OLD: safe(
    text(
      'Dữ liệu chung của shop trên Haravan bị đưa về bản cũ. Máy giữ bản mới, đã ghi nhật ký.',
      'Xem ai và ứng dụng nào có quyền sửa dữ liệu của shop trên Haravan.',
    ),
    text(
      'The shop’s shared data on Haravan went back to an older version. The newer one is kept; it is in the journal.',
      'See who and which apps may change the shop’s data on Haravan.',
    ),
  ),
  SHOP_DATA_NEWER: safe(
    text(
      'Máy khác của shop dùng Quầy bản mới hơn nên PIN và cài đặt chung chưa đọc được ở đây.',
      'Cập nhật Quầy trên máy này.',
    ),
    text(
      'Another till of the shop has a newer Quầy, so its PINs and settings cannot be read here.',
      'Update Quầy on this machine.',
    ),
  ),
  SHOP_DATA_TOO_LARGE: safe(
    text(
      'Shop có quá nhiều nhân viên để chia sẻ PIN qua Haravan. PIN trên máy này vẫn dùng bình thường.',
      'Liên hệ hỗ trợ.',
    ),
    text(
      'The shop has too many people to share their PINs through Haravan. PINs of this machine go on working.',
      'Call support.',
    ),
  ),
  SHOP_DATA_REFUSED: safe(
    text(
      'Haravan không nhận dữ liệu chung của shop: {reason}',
      'Máy tự thử lại; nếu còn, gửi mã lỗi này cho hỗ trợ.',
    ),
    text(
      'Haravan did not take the shop’s shared data: {reason}',
      'The till tries again by itself; if it stays, send this code to support.',
    ),
  ),
  SHOP_DATA_TOKEN_SHORT: safe(
    text(
      'Mã truy cập quá ngắn để bảo vệ PIN của shop, nên PIN và cài đặt không chia sẻ sang máy khác.',
      'Tạo mã mới: Ứng dụng → Ứng dụng riêng, rồi nhập lại.',
    ),
    text(
      'The token is too short to protect the shop’s PINs, so PINs and settings are not shared with other machines.',
      'Create a new one under Apps → Private apps and enter it.',
    ),
  ),
  SHOP_HAS_OWNER: safe(
    text('Shop đã có chủ shop trên máy khác.', 'Đăng nhập bằng mã PIN đang dùng.'),
    text('The shop already has an owner on another machine.', 'Sign in with the PIN in use.'),
  ),
} as const satisfies Record<string, ErrorEntry>;
