import type { RefusalCode } from '../../domain/result.ts';
import { customerErrors, customerRuleErrors } from './customer-errors.ts';
import { type ErrorEntry, risky, safe, text } from './entry.ts';
import { healthErrors } from './health-errors.ts';
import { keychainErrors } from './keychain-errors.ts';
import { printerErrors } from './printer-errors.ts';
import { returnErrors, returnRuleErrors } from './return-errors.ts';
import { scanErrors } from './scan-errors.ts';
import { scannerErrors } from './scanner-errors.ts';
import { shopDataErrors } from './shop-data-errors.ts';
import { syncErrors } from './sync-errors.ts';

export type { ErrorEntry };

const ruleErrors = {
  AMOUNT_OUT_OF_RANGE: safe(
    text('Số tiền vượt quá mức máy nhận được.', 'Kiểm tra lại giá hoặc số lượng.'),
    text('The amount is out of range.', 'Check the price or the quantity.'),
  ),
  QUANTITY_OUT_OF_RANGE: safe(
    text('Số lượng phải lớn hơn 0 và nhỏ hơn {max}.', 'Nhập lại số lượng.'),
    text('The quantity must be more than 0 and less than {max}.', 'Enter the quantity again.'),
  ),
  QUANTITY_NOT_WHOLE: safe(
    text('Hàng này bán theo cái, số lượng phải là số nguyên.', 'Nhập lại số lượng.'),
    text('These goods are sold by the piece.', 'Enter a whole number.'),
  ),
  DISCOUNT_OUT_OF_RANGE: safe(
    text('Mức giảm giá không hợp lệ.', 'Nhập số tiền lớn hơn 0, hoặc từ 0,01% đến 100%.'),
    text('The discount is not valid.', 'Enter an amount above 0, or 0.01 % to 100 %.'),
  ),
  CODE_UNREADABLE: safe(
    text('Mã quét bị lỗi, không đọc được.', 'Tắt bộ gõ tiếng Việt rồi quét lại.'),
    text('The scanned code is garbled.', 'Switch the Vietnamese typing tool off and scan again.'),
  ),
  CART_LINE_MISSING: safe(
    text('Dòng hàng này không còn trong đơn.', 'Chọn lại dòng cần sửa.'),
    text('That line is no longer in the cart.', 'Select the line again.'),
  ),
  CART_TOO_LONG: safe(
    text('Đơn đã đủ {max} dòng.', 'Thanh toán đơn này rồi mở đơn mới.'),
    text('The cart already has {max} lines.', 'Pay this cart and open a new one.'),
  ),
  CART_EMPTY: safe(
    text('Đơn chưa có hàng.', 'Quét hoặc tìm hàng trước khi thanh toán.'),
    text('The cart is empty.', 'Scan or find goods before paying.'),
  ),
  CART_HAS_UNKNOWN_CODES: safe(
    text('Còn {count} mã lạ trong đơn.', 'Chọn đúng hàng hoặc bỏ dòng mã lạ rồi thanh toán.'),
    text('{count} unknown codes are left in the cart.', 'Pick the goods or remove the line, then pay.'),
  ),
  NOTHING_TO_UNDO: safe(
    text('Không còn gì để hoàn tác.', 'Tiếp tục bán bình thường.'),
    text('There is nothing to undo.', 'Go on selling.'),
  ),
  TEXT_TOO_LONG: safe(
    text('Nội dung dài quá {max} ký tự.', 'Rút ngắn nội dung.'),
    text('The text is longer than {max} characters.', 'Shorten it.'),
  ),
  PAYMENT_SHORT: safe(
    text('Khách còn thiếu {missing} đ.', 'Nhập thêm tiền khách đưa.'),
    text('{missing} đ is still owed.', 'Enter what is missing.'),
  ),
  PAYMENT_OVER_NON_CASH: safe(
    text('Chuyển khoản và thẻ vượt số phải trả {over} đ.', 'Sửa lại số tiền; chỉ tiền mặt mới có tiền thừa.'),
    text('Transfer and card exceed what is owed by {over} đ.', 'Correct the amount; only cash gives change.'),
  ),
  PAYMENT_TENDER_INVALID: safe(
    text('Khoản thanh toán không hợp lệ.', 'Nhập số tiền lớn hơn 0.'),
    text('A payment is not valid.', 'Enter an amount above 0.'),
  ),
  TRANSFER_AMOUNT_TOO_LARGE: safe(
    text('Một lần chuyển khoản phải nhỏ hơn {limit} đ.', 'Chia thành nhiều lần chuyển.'),
    text('One transfer must stay below {limit} đ.', 'Split it into several transfers.'),
  ),
  TRANSFER_ACCOUNT_INVALID: safe(
    text(
      'Tài khoản nhận chuyển khoản chưa đúng.',
      'Chủ shop kiểm tra ngân hàng và số tài khoản trong Cài đặt.',
    ),
    text('The receiving account is not valid.', 'The owner checks bank and account in Settings.'),
  ),
  PIN_FORMAT: safe(
    text('Mã PIN gồm đúng 8 chữ số.', 'Nhập lại mã PIN.'),
    text('A PIN has exactly 8 digits.', 'Enter the PIN again.'),
  ),
  SHIFT_COUNT_INVALID: safe(
    text('Số tờ tiền đếm được không hợp lệ.', 'Nhập lại số tờ của từng mệnh giá.'),
    text('The count of notes is not valid.', 'Enter the number of each note again.'),
  ),
  ...customerRuleErrors,
  ...returnRuleErrors,
} as const satisfies Record<RefusalCode, ErrorEntry>;

const sessionErrors = {
  SIGN_IN_WRONG_PIN: safe(
    text('Mã PIN chưa đúng.', 'Nhập lại mã PIN 8 số của bạn.'),
    text('That PIN is not known.', 'Enter your 8-digit PIN again.'),
  ),
  SIGN_IN_WAIT: safe(
    text('Nhập sai nhiều lần, tạm khóa {seconds} giây.', 'Chờ hết giờ rồi nhập lại.'),
    text('Too many wrong PINs: locked for {seconds} seconds.', 'Wait, then try again.'),
  ),
  SIGN_IN_NEEDED: safe(
    text('Máy đang khóa.', 'Nhập mã PIN để tiếp tục.'),
    text('The till is locked.', 'Enter your PIN.'),
  ),
  NOT_ALLOWED: safe(
    text('Bạn chưa được cấp quyền làm việc này.', 'Nhờ quản lý hoặc chủ shop.'),
    text('You do not have the right to do this.', 'Ask the manager or the owner.'),
  ),
  RIGHT_MISSING: safe(
    text('Việc này cần người có quyền duyệt.', 'Nhờ quản lý hoặc chủ shop nhập mã PIN của họ.'),
    text('Somebody with the right has to approve this.', 'Ask the manager or the owner for their PIN.'),
  ),
  APPROVAL_BY_SELF: safe(
    text('Không tự duyệt cho mình được.', 'Nhờ người khác có quyền nhập mã PIN của họ.'),
    text('Nobody approves their own act.', 'Ask somebody else with the right for their PIN.'),
  ),
  APPROVAL_NEEDED: safe(
    text('Mã PIN này không có quyền duyệt việc này.', 'Nhờ quản lý hoặc chủ shop nhập mã PIN của họ.'),
    text('This PIN may not approve that.', 'Ask the manager or the owner to enter theirs.'),
  ),
  PIN_TAKEN: safe(
    text('Mã PIN này không dùng được.', 'Chọn mã khác; mỗi người một mã riêng.'),
    text('This PIN cannot be used.', 'Choose another one; each person has their own.'),
  ),
  STAFF_MISSING: safe(
    text('Không tìm thấy nhân viên này.', 'Tải lại danh sách nhân viên.'),
    text('That member of staff was not found.', 'Reload the list of staff.'),
  ),
  STAFF_NAME_NEEDED: safe(
    text('Tên nhân viên từ 1 đến 100 ký tự.', 'Nhập tên nhân viên.'),
    text('A name has 1 to 100 characters.', 'Enter the name.'),
  ),
  OWNER_NEEDED: safe(
    text('Shop phải còn ít nhất một chủ shop có mã PIN.', 'Cấp quyền chủ shop cho người khác trước.'),
    text('At least one owner must keep a PIN.', 'Make somebody else owner first.'),
  ),
} as const satisfies Record<string, ErrorEntry>;

const setupErrors = {
  NOT_BOUND: safe(
    text('Máy này chưa gắn với chi nhánh nào nên chưa bán được.', 'Chủ shop kết nối và chọn chi nhánh.'),
    text(
      'This machine is not bound to a branch, so it cannot sell.',
      'The owner connects the shop and picks a branch.',
    ),
  ),
  ALREADY_BOUND: safe(
    text('Máy này đã gắn với một chi nhánh.', 'Chủ shop đăng nhập và đổi chi nhánh trong Cài đặt.'),
    text('This machine is already bound.', 'The owner signs in and changes it in Settings.'),
  ),
  CLOUD_TOKEN_REFUSED: safe(
    text('Haravan không nhận mã truy cập này.', 'Tạo mã mới: Ứng dụng → Ứng dụng riêng, rồi dán vào đây.'),
    text('Haravan refuses this token.', 'Create a new one under Apps → Private apps and paste it here.'),
  ),
  CLOUD_SCOPE_MISSING: safe(
    text('Mã truy cập thiếu quyền: {scope}.', 'Cấp thêm quyền cho ứng dụng riêng rồi thử lại.'),
    text('The token lacks a permission: {scope}.', 'Grant it to the private app and try again.'),
  ),
  CLOUD_UNREACHABLE: safe(
    text('Chưa kết nối được tới Haravan.', 'Kiểm tra mạng và địa chỉ máy chủ rồi thử lại.'),
    text('Haravan cannot be reached.', 'Check the network and the address, then try again.'),
  ),
  CLOUD_ANSWER_STRANGE: safe(
    text('Haravan trả lời khác thường ({where}).', 'Thử lại sau; nếu còn, gửi mã lỗi này cho hỗ trợ.'),
    text(
      'Haravan answered in an unexpected form ({where}).',
      'Try later; if it stays, send this code to support.',
    ),
  ),
  CLOUD_BUSY: safe(
    text('Haravan đang bận.', 'Chờ một chút, máy sẽ tự thử lại.'),
    text('Haravan is busy.', 'Wait; the till tries again by itself.'),
  ),
  CLOUD_REFUSED: safe(
    text('Haravan từ chối: {reason}', 'Xem dòng này trong trang Đồng bộ.'),
    text('Haravan refused: {reason}', 'See this line on the sync page.'),
  ),
  CLOUD_URL_INVALID: safe(
    text('Địa chỉ máy chủ không hợp lệ.', 'Dùng địa chỉ bắt đầu bằng https://'),
    text('The server address is not valid.', 'Use an address that starts with https://'),
  ),
  NO_BRANCH: safe(
    text('Shop chưa có chi nhánh nào bán được hàng.', 'Tạo địa điểm bán hàng trong trang quản trị Haravan.'),
    text('The shop has no branch that can sell.', 'Create a location in the Haravan admin.'),
  ),
  BRANCH_MISSING: safe(
    text('Chi nhánh này không có trong shop.', 'Chọn chi nhánh khác trong danh sách.'),
    text('The shop has no such branch.', 'Pick another one from the list.'),
  ),
  TILL_NUMBER_INVALID: safe(
    text('Số máy phải từ 1 đến 99 và không trùng máy khác trong chi nhánh.', 'Chọn số máy khác.'),
    text('A till number is 1 to 99 and not used by another machine of the branch.', 'Choose another number.'),
  ),
  CATALOGUE_EMPTY: safe(
    text('Chưa có hàng hóa nào để bán.', 'Thêm sản phẩm trên Haravan rồi bấm Đồng bộ.'),
    text('There are no goods to sell.', 'Add products on Haravan, then sync.'),
  ),
  PULL_NOT_READY: safe(
    text('Chưa tải xong dữ liệu lần đầu.', 'Chờ tải xong rồi bắt đầu bán.'),
    text('The first download is not finished.', 'Wait for it, then start selling.'),
  ),
} as const satisfies Record<string, ErrorEntry>;

const sellingErrors = {
  ...customerErrors,
  ...returnErrors,
  CART_MISSING: safe(
    text('Đơn này không còn.', 'Mở đơn mới.'),
    text('That cart no longer exists.', 'Open a new one.'),
  ),
  CART_CHANGED: safe(
    text('Đơn vừa thay đổi trong lúc thanh toán.', 'Kiểm tra lại tổng tiền rồi thanh toán.'),
    text('The cart changed while paying.', 'Check the total and pay again.'),
  ),
  GOODS_MISSING: safe(
    text('Hàng này không còn trong danh mục.', 'Tìm hàng khác hoặc bấm Đồng bộ.'),
    text('These goods are no longer in the catalogue.', 'Find other goods or sync.'),
  ),
  STOCK_SHORT: safe(
    text('{name} chỉ còn {available}. Shop không cho bán quá tồn.', 'Giảm số lượng hoặc nhập thêm hàng.'),
    text(
      'Only {available} of {name} is left, and the shop does not sell below zero.',
      'Lower the quantity or receive goods.',
    ),
  ),
  CODE_UNKNOWN: safe(
    text('Không có hàng nào mang mã {code}.', 'Kiểm tra lại mã hoặc tìm hàng theo tên.'),
    text('No goods carry the code {code}.', 'Check the code or search by name.'),
  ),
  CODE_AMBIGUOUS: safe(
    text('Nhiều hàng cùng mang mã {code}.', 'Chọn đúng hàng trên màn hình bán hàng.'),
    text('Several goods carry the code {code}.', 'Pick the right ones on the sell screen.'),
  ),
  CUSTOMER_MISSING: safe(
    text('Không tìm thấy khách hàng này.', 'Tìm lại theo tên hoặc số điện thoại.'),
    text('That customer was not found.', 'Search again by name or phone.'),
  ),
  SALE_MISSING: safe(
    text('Không tìm thấy hóa đơn này.', 'Kiểm tra lại số hóa đơn.'),
    text('That sale was not found.', 'Check the receipt number.'),
  ),
  SHIFT_NEEDED: safe(
    text('Chưa mở ca nên chưa thanh toán được.', 'Mở ca và nhập tiền đầu ca.'),
    text('No shift is open, so nothing can be paid.', 'Open a shift with its float.'),
  ),
  SHIFT_OPEN_ALREADY: safe(
    text('Ca trước chưa chốt.', 'Chốt ca đang mở trước.'),
    text('The previous shift is still open.', 'Close it first.'),
  ),
  SHIFT_REASON_NEEDED: safe(
    text('Thu chi tiền mặt cần ghi lý do.', 'Nhập lý do.'),
    text('A cash movement needs a reason.', 'Enter the reason.'),
  ),
  SHIFT_MISSING: safe(
    text('Không tìm thấy ca đã chốt này.', 'Chọn lại ca.'),
    text('That closed shift was not found.', 'Choose the shift again.'),
  ),
  HANDOVER_SAME_PERSON: safe(
    text('Người nhận ca phải là người khác.', 'Người nhận ca nhập mã PIN của mình.'),
    text('The receiver must be somebody else.', 'The receiver enters their own PIN.'),
  ),
  TRANSFER_NOT_SET_UP: safe(
    text(
      'Shop chưa khai tài khoản nhận chuyển khoản.',
      'Chủ shop nhập ngân hàng và số tài khoản trong Cài đặt.',
    ),
    text('No receiving account is set up.', 'The owner enters bank and account in Settings.'),
  ),
} as const satisfies Record<string, ErrorEntry>;

const storeErrors = {
  STORE_FULL: risky(
    text('Ổ đĩa đầy, chưa lưu được. Không mất dữ liệu đã lưu.', 'Xóa bớt tệp trên ổ đĩa rồi thử lại.'),
    text('The disk is full, nothing was saved. What was saved is safe.', 'Free some space and try again.'),
  ),
  STORE_READ_ONLY: risky(
    text('Thư mục dữ liệu không cho ghi.', 'Cấp quyền ghi cho thư mục {path} rồi mở lại.'),
    text('The data folder cannot be written.', 'Allow writing to {path} and start again.'),
  ),
  STORE_CORRUPT: risky(
    text('Tệp dữ liệu bị hỏng.', 'Không xóa gì; liên hệ hỗ trợ để khôi phục.'),
    text('The data file is damaged.', 'Delete nothing; call support to restore it.'),
  ),
  STORE_BUSY: safe(
    text('Tệp dữ liệu đang bị chương trình khác giữ.', 'Đóng chương trình đó rồi thử lại.'),
    text('Another program holds the data file.', 'Close it and try again.'),
  ),
  STORE_NEWER: safe(
    text(
      'Dữ liệu thuộc phiên bản Quầy mới hơn (bản {found}, máy này đọc được đến {known}).',
      'Cập nhật Quầy rồi mở lại; dữ liệu giữ nguyên.',
    ),
    text(
      'The data belongs to a newer Quầy ({found}; this one reads up to {known}).',
      'Update Quầy; the data is untouched.',
    ),
  ),
  STORE_FAILED: risky(
    text('Lỗi lưu trữ.', 'Mở lại Quầy; nếu còn, gửi mã lỗi này cho hỗ trợ.'),
    text('The store failed.', 'Restart Quầy; if it stays, send this code to support.'),
  ),
  SECOND_INSTANCE: safe(
    text('Quầy đang mở trên máy này với cùng dữ liệu.', 'Dùng cửa sổ đang mở.'),
    text('Quầy is already running on this data.', 'Use the window that is open.'),
  ),
  CLOCK_BACK: safe(
    text(
      'Đồng hồ máy tính lùi {minutes} phút so với giao dịch cuối. Vẫn bán bình thường, đã ghi nhật ký.',
      'Chỉnh lại ngày giờ của máy tính.',
    ),
    text(
      'The clock went back {minutes} minutes. Selling goes on; it is in the journal.',
      'Set the clock right.',
    ),
  ),
  INPUT_INVALID: safe(
    text('Dữ liệu gửi vào không hợp lệ ({where}).', 'Nhập lại.'),
    text('The input is not valid ({where}).', 'Enter it again.'),
  ),
  COMMAND_UNKNOWN: safe(
    text('Lệnh không đúng: {where}.', 'Xem cách dùng: npm run till -- --help'),
    text('The command is not right: {where}.', 'See: npm run till -- --help'),
  ),
  VERIFY_FAILED: risky(
    text('Kiểm tra dữ liệu thấy {count} điểm sai.', 'Gửi danh sách này cho hỗ trợ; đừng sửa tệp dữ liệu.'),
    text(
      'The check found {count} things that do not hold.',
      'Send the list to support; do not edit the data file.',
    ),
  ),
  UNEXPECTED: safe(
    text('Có lỗi ngoài dự kiến. Dữ liệu đã lưu vẫn còn.', 'Thử lại; nếu còn, gửi mã lỗi này cho hỗ trợ.'),
    text(
      'Something unexpected went wrong. What was saved is safe.',
      'Try again; if it stays, send this code to support.',
    ),
  ),
} as const satisfies Record<string, ErrorEntry>;

export const errorRegistry = {
  ...ruleErrors,
  ...sessionErrors,
  ...setupErrors,
  ...shopDataErrors,
  ...healthErrors,
  ...keychainErrors,
  ...sellingErrors,
  ...scanErrors,
  ...scannerErrors,
  ...syncErrors,
  ...printerErrors,
  ...storeErrors,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorRegistry;
