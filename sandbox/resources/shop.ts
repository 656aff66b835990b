import type { FastifyInstance } from 'fastify';
import { shopId, shopName } from '../generate/people.ts';

/** The shop itself; read only. */
export function shopRoutes(app: FastifyInstance): void {
  app.get('/com/shop.json', () => ({ shop: shopFields }));
}

const shopFields = {
  id: shopId,
  name: shopName,
  email: 'chushop@shop.example',
  customer_email: 'chushop@shop.example',
  phone: '02838123456',
  address1: '12 Lê Lợi, Phường Sài Gòn',
  city: null,
  province: 'Hồ Chí Minh',
  province_code: 'HC',
  country: 'VN',
  country_code: 'VN',
  country_name: 'Vietnam',
  zip: null,
  domain: 'phuongnam.example',
  myharavan_domain: 'phuong-nam.myharavan.com',
  currency: 'VND',
  timezone: '(GMT+07:00) Hanoi',
  money_format: '{{amount}}₫',
  money_with_currency_format: '{{amount}} VND',
  shop_owner: 'Nguyễn Thị Thu Hà',
  plan_name: 'omnichannel',
  display_plan_name: 'Omnichannel',
  shop_plan_id: 12,
  primary_locale: 'vi',
  source: null,
  latitude: 10.7741,
  longitude: 106.7003,
  tax_shipping: false,
  taxes_included: true,
  county_taxes: null,
  password_enabled: false,
  has_storefront: true,
  inventory_method: 'default',
  fullname_checkout_behavior: 'required',
  email_checkout_behavior: 'optional',
  phone_checkout_behavior: 'required',
  address_checkout_behavior: 'required',
  district_checkout_behavior: 'required',
  ward_checkout_behavior: 'optional',
};
