import { type ErrorEntry, risky, safe, text } from './entry.ts';

/** What the machine's state calls for, and what a new token may turn out to be. Selling goes on with all of it. */
export const healthErrors = {
  CLOCK_FAST: safe(
    text(
      'Đồng hồ máy tính nhanh {minutes} phút so với Haravan (đo lúc {time}). Vẫn bán bình thường; giờ in trên hóa đơn bị sai.',
      'Chỉnh lại ngày giờ của máy tính.',
    ),
    text(
      'The clock is {minutes} minutes ahead of Haravan’s (seen at {time}). Selling goes on; receipts carry a wrong time.',
      'Set the computer’s clock right.',
    ),
  ),
  CLOCK_SLOW: safe(
    text(
      'Đồng hồ máy tính chậm {minutes} phút so với Haravan (đo lúc {time}). Vẫn bán bình thường; giờ in trên hóa đơn bị sai.',
      'Chỉnh lại ngày giờ của máy tính.',
    ),
    text(
      'The clock is {minutes} minutes behind Haravan’s (seen at {time}). Selling goes on; receipts carry a wrong time.',
      'Set the computer’s clock right.',
    ),
  ),
  DISK_LOW: risky(
    text(
      'Ổ đĩa chỉ còn trống {megabytes} MB. Vẫn bán bình thường; đầy hẳn thì không lưu được hóa đơn mới.',
      'Xóa bớt tệp không dùng trên ổ đĩa này.',
    ),
    text(
      'Only {megabytes} MB are free on the drive. Selling goes on; once it is full no sale can be stored.',
      'Delete files nobody needs from this drive.',
    ),
  ),
  BUNDLE_NOT_SAVED: safe(
    text('Không ghi được gói hỗ trợ vào nơi đã chọn.', 'Chọn thư mục khác, hoặc xem ổ đĩa còn trống không.'),
    text(
      'The support bundle could not be written there.',
      'Choose another folder, or see whether the drive has room.',
    ),
  ),
  CLOUD_OTHER_SHOP: safe(
    text(
      'Mã này mở shop “{found}”, còn máy này bán cho “{ours}”. Mã cũ được giữ nguyên, không mất gì.',
      'Tạo mã trong đúng shop “{ours}” rồi dán lại.',
    ),
    text(
      'This token opens the shop “{found}”, but this till sells for “{ours}”. The old token stays; nothing is lost.',
      'Create one in the shop “{ours}” and paste it.',
    ),
  ),
  CLOUD_BRANCH_GONE: safe(
    text(
      'Mã này mở đúng shop nhưng không thấy chi nhánh “{branch}” của máy. Mã cũ được giữ nguyên.',
      'Kiểm tra địa điểm “{branch}” còn hoạt động trên Haravan rồi thử lại.',
    ),
    text(
      'The token opens the right shop, but this till’s branch “{branch}” is not in it. The old token stays.',
      'See that the location “{branch}” is still active on Haravan, then try again.',
    ),
  ),
} as const satisfies Record<string, ErrorEntry>;
