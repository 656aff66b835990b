import { type ErrorEntry, safe, text } from './entry.ts';

/** About documents on their way to the cloud, and days held against it. */
export const syncErrors = {
  OUTBOX_ENTRY_MISSING: safe(
    text('Không tìm thấy mục đồng bộ này.', 'Mở lại trang Đồng bộ.'),
    text('That sync entry was not found.', 'Open the sync page again.'),
  ),
  OUTBOX_NOT_REFUSED: safe(
    text('Mục này không ở trạng thái Cần xử lý.', 'Mở lại trang Đồng bộ.'),
    text('That entry is not waiting for anyone.', 'Open the sync page again.'),
  ),
  OUTBOX_NOT_SET_ASIDE: safe(
    text('Mục này không bị gác lại.', 'Mở lại trang Đồng bộ.'),
    text('That entry is not set aside.', 'Open the sync page again.'),
  ),
  REPAIR_UNFIT: safe(
    text('Cách xử lý này không hợp với lỗi của mục.', 'Chọn một cách xử lý có trên dòng đó.'),
    text('That repair does not fit what is wrong.', 'Choose one that the row offers.'),
  ),
  REPAIR_GOODS_NEEDED: safe(
    text('Chưa chọn đủ hàng thay cho hàng đã bị xóa.', 'Chọn hàng thay cho từng dòng.'),
    text('Goods are still to be chosen for what is gone.', 'Choose goods for each line.'),
  ),
  SET_ASIDE_REASON_NEEDED: safe(
    text('Gác một mục lại cần ghi lý do.', 'Nhập lý do.'),
    text('Setting an entry aside needs a reason.', 'Enter the reason.'),
  ),
  DIFFERENCE_MISSING: safe(
    text('Không tìm thấy chênh lệch này.', 'Mở lại trang Đồng bộ.'),
    text('That difference was not found.', 'Open the sync page again.'),
  ),
  DIFFERENCE_NOT_OPEN: safe(
    text('Chênh lệch này không chờ xử lý như vậy.', 'Xem trạng thái của nó ở trang Đồng bộ.'),
    text('That difference does not wait for this.', 'See how it stands on the sync page.'),
  ),
  DIFFERENCE_REASON_NEEDED: safe(
    text('Xác nhận chênh lệch cần ghi lý do.', 'Nhập lý do.'),
    text('Accepting a difference needs a reason.', 'Enter the reason.'),
  ),
  BUSINESS_DAY_INVALID: safe(
    text('{day} không phải là một ngày.', 'Chọn ngày khác.'),
    text('{day} is not a day.', 'Choose another day.'),
  ),
  BUSINESS_DAY_AHEAD: safe(
    text('Ngày {day} chưa tới.', 'Chọn hôm nay hoặc một ngày trước.'),
    text('The day {day} has not come yet.', 'Choose today or a day before.'),
  ),
  NOT_RECONCILED: safe(
    text('Ngày {day} chưa được đối soát, chưa có gì để in.', 'Bấm Đối soát ngày này khi có mạng.'),
    text('The day {day} was not reconciled, there is nothing to print.', 'Reconcile it while online.'),
  ),
} as const satisfies Record<string, ErrorEntry>;
