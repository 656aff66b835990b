import { type ErrorEntry, safe, text } from './entry.ts';

/** What is wrong with a customer as typed. */
export const customerRuleErrors = {
  CUSTOMER_EMPTY: safe(
    text('Khách hàng chưa có tên, số điện thoại hay e-mail.', 'Nhập một trong ba.'),
    text('The customer has no name, phone or e-mail.', 'Enter one of the three.'),
  ),
  CUSTOMER_PHONE_INVALID: safe(
    text('Số điện thoại chưa đúng.', 'Nhập số Việt Nam, hoặc số nước ngoài có dấu + ở đầu.'),
    text('The phone number is not right.', 'Enter a Vietnamese number, or a foreign one with its +.'),
  ),
  CUSTOMER_EMAIL_INVALID: safe(
    text('Địa chỉ e-mail chưa đúng.', 'Sửa lại, hoặc để trống.'),
    text('The e-mail address is not right.', 'Correct it or leave it empty.'),
  ),
  CUSTOMER_BIRTHDAY_INVALID: safe(
    text('Ngày sinh chưa đúng.', 'Nhập ngày/tháng/năm, ví dụ 05/11/1990, hoặc để trống.'),
    text('The birthday is not right.', 'Enter day/month/year such as 05/11/1990, or leave it empty.'),
  ),
} as const satisfies Record<string, ErrorEntry>;

export const customerErrors = {
  CUSTOMER_KNOWN: safe(
    text('Số điện thoại hoặc e-mail này đã có khách khác.', 'Mở khách đó, hoặc sửa lại số.'),
    text('Another customer has this phone or e-mail.', 'Open that customer, or correct it.'),
  ),
} as const satisfies Record<string, ErrorEntry>;
