import { type ErrorEntry, safe, text } from './entry.ts';

export const returnErrors = {
  RETURN_CHANGED: safe(
    text('Hóa đơn này vừa có phiếu trả khác.', 'Xem lại hàng còn trả được rồi làm lại.'),
    text('Another return of this receipt was made meanwhile.', 'Look at what is left and do it again.'),
  ),
  RECEIPT_NOT_HERE: safe(
    text('Hóa đơn này không bán ở máy này.', 'Tìm hóa đơn ở máy đã bán.'),
    text('This receipt was not sold on this till.', 'Look for it on the till that sold it.'),
  ),
  RETURN_REASON_NEEDED: safe(
    text('Chưa có lý do trả hàng.', 'Chọn hoặc nhập lý do.'),
    text('The reason for the return is missing.', 'Choose or enter one.'),
  ),
} as const satisfies Record<string, ErrorEntry>;

/** Why goods do not come back, or not this way. */
export const returnRuleErrors = {
  RETURN_EMPTY: safe(
    text('Chưa chọn hàng trả lại.', 'Chọn ít nhất một dòng hàng.'),
    text('No goods to return are chosen.', 'Choose at least one line.'),
  ),
  RETURN_LINE_UNKNOWN: safe(
    text('Hàng này không có trong hóa đơn.', 'Chọn lại dòng hàng trong hóa đơn.'),
    text('These goods are not on the receipt.', 'Choose a line of the receipt.'),
  ),
  RETURN_MORE_THAN_LEFT: safe(
    text('Chỉ còn trả được {left}.', 'Giảm số lượng trả.'),
    text('Only {left} can still be returned.', 'Lower the quantity.'),
  ),
  RETURN_NOTHING_LEFT: safe(
    text('Hàng của hóa đơn này đã trả hết.', 'Kiểm tra lại các phiếu trả của hóa đơn.'),
    text('All goods of this receipt came back already.', 'Look at its return slips.'),
  ),
  RETURN_BEFORE_SALE: safe(
    text('Giờ máy này sớm hơn giờ bán trên hóa đơn.', 'Chỉnh lại ngày giờ của máy rồi thử lại.'),
    text('The clock of this machine is before the time of sale.', 'Set its date and time, then try again.'),
  ),
  RETURN_TOO_LATE: safe(
    text('Đã quá {days} ngày được trả hàng.', 'Nhờ người có quyền duyệt, hoặc từ chối nhận lại.'),
    text('The {days} days for returns are over.', 'Ask somebody with the right, or refuse the goods.'),
  ),
  RETURN_ONCE_ONLY: safe(
    text('Hóa đơn này đã trả hàng một lần.', 'Cửa hàng chỉ nhận trả một lần cho mỗi hóa đơn.'),
    text('Goods of this receipt came back once already.', 'The shop takes one return a receipt.'),
  ),
  RETURN_OTHER_BRANCH: safe(
    text('Hóa đơn này bán ở chi nhánh khác.', 'Mời khách đến chi nhánh đã bán.'),
    text('This receipt is from another branch.', 'Send the customer to the branch that sold it.'),
  ),
  RETURN_PAYOUT_UNEVEN: safe(
    text('Tiền trả khách phải đúng {payout} đ.', 'Sửa lại số tiền của từng cách trả.'),
    text('The money given back must be exactly {payout} đ.', 'Correct the amounts.'),
  ),
} as const satisfies Record<string, ErrorEntry>;
