import { ean13 } from './codes.ts';

/**
 * The goods a demonstration can count on: always the first products of the shop, with the same codes and prices whatever the seed.
 * Position n is product 1_000_000_000 + n, and its variant 1_100_000_000 + n; it has the code `893600100` + three digits of n + check digit.
 */
export type DemoGoods = {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly price: number;
  readonly taxable?: boolean;
  /** Own VAT rate in basis points, kept in the product's metafield. */
  readonly vatBp?: number;
  readonly weighed?: boolean;
  readonly packs?: readonly { readonly name: string; readonly pieces: number; readonly price: number }[];
};

export function demoCode(position: number): string {
  return ean13(`893600100${position.toString().padStart(3, '0')}`);
}

/** The code of pack number `pack` (from 1) of a position. */
export function demoPackCode(position: number, pack: number): string {
  return ean13(`8936002${pack}0${position.toString().padStart(3, '0')}`);
}

const plain = (
  name: string,
  type: string,
  unit: string,
  price: number,
  more: Partial<DemoGoods> = {},
): DemoGoods => ({ name, type, unit, price, ...more });

export const demoGoods: readonly DemoGoods[] = [
  plain('Nước mắm cá cơm Phú Quốc 500 ml', 'Gia vị', 'chai', 42_000, {
    packs: [{ name: 'thùng', pieces: 12, price: 480_000 }],
  }),
  plain('Áo thun cổ tròn đỏ size L', 'Thời trang', 'cái', 189_000),
  plain('Gạo ST25 (cân)', 'Gạo', 'kg', 38_000, { weighed: true, vatBp: 500 }),
  plain('Bia lon 330 ml', 'Đồ uống có cồn', 'lon', 16_500, {
    packs: [
      { name: 'lốc', pieces: 6, price: 96_000 },
      { name: 'thùng', pieces: 24, price: 375_000 },
    ],
  }),
  plain('Sữa tươi tiệt trùng 180 ml', 'Sữa', 'hộp', 8_000, {
    vatBp: 500,
    packs: [{ name: 'lốc', pieces: 4, price: 31_000 }],
  }),
  plain('Truyện tranh thiếu nhi tập 1', 'Sách', 'cuốn', 25_000, { taxable: false }),
  plain('Mì gói tôm chua cay 75 g', 'Thực phẩm khô', 'gói', 4_500, {
    packs: [{ name: 'thùng', pieces: 30, price: 128_000 }],
  }),
  plain('Đường cát trắng 1 kg', 'Thực phẩm khô', 'gói', 27_000, { vatBp: 500 }),
  plain('Dầu ăn 1 lít', 'Thực phẩm khô', 'chai', 55_000),
  plain('Nước suối 500 ml', 'Đồ uống', 'chai', 5_000, {
    packs: [{ name: 'thùng', pieces: 24, price: 110_000 }],
  }),
  plain('Cà phê sữa đá hòa tan 20 gói', 'Đồ uống', 'hộp', 62_000),
  plain('Trà xanh không độ 500 ml', 'Đồ uống', 'chai', 11_000),
  plain('Bánh quy bơ 250 g', 'Bánh kẹo', 'hộp', 68_000),
  plain('Kẹo dừa Bến Tre 450 g', 'Bánh kẹo', 'gói', 45_000),
  plain('Bột giặt 3 kg', 'Hóa phẩm', 'túi', 145_000),
  plain('Nước rửa chén 750 g', 'Hóa phẩm', 'chai', 32_000),
  plain('Dầu gội 650 g', 'Chăm sóc cá nhân', 'chai', 129_000),
  plain('Kem đánh răng 180 g', 'Chăm sóc cá nhân', 'tuýp', 35_000),
  plain('Nồi inox ba đáy 24 cm', 'Gia dụng', 'cái', 459_000),
  plain('Nồi cơm điện 1,8 lít', 'Gia dụng', 'cái', 1_290_000),
  plain('Quần jean ống đứng xanh 30', 'Thời trang', 'cái', 390_000),
  plain('Áo sơ mi tay dài trắng M', 'Thời trang', 'cái', 259_000),
  plain('Giày vải đen 38', 'Phụ kiện', 'đôi', 299_000),
  plain('Tương ớt 250 g', 'Gia vị', 'chai', 14_500),
  plain('Hạt nêm 400 g', 'Gia vị', 'gói', 38_500),
  plain('Nước tương 500 ml', 'Gia vị', 'chai', 21_000),
  plain('Bún khô 500 g', 'Thực phẩm khô', 'gói', 24_500),
  plain('Sữa chua có đường 4 hộp', 'Sữa', 'lốc', 26_500, { vatBp: 500 }),
  plain('Nước ngọt có ga 330 ml', 'Đồ uống', 'lon', 10_500),
  plain('Rượu vang đỏ Đà Lạt 750 ml', 'Đồ uống có cồn', 'chai', 165_000),
  plain('Bút bi xanh 0,5 mm', 'Văn phòng phẩm', 'cây', 5_000),
  plain('Vở học sinh 96 trang', 'Văn phòng phẩm', 'cuốn', 12_000, { vatBp: 500 }),
  plain('Khăn giấy rút 180 tờ', 'Hóa phẩm', 'gói', 18_500),
  plain('Băng vệ sinh ban đêm', 'Chăm sóc cá nhân', 'gói', 31_500),
  plain('Trứng gà ta hộp 10 quả', 'Thực phẩm tươi', 'hộp', 36_000, { taxable: false }),
  plain('Xúc xích tiệt trùng 175 g', 'Thực phẩm tươi', 'gói', 29_000),
  plain('Kem que đậu xanh', 'Thực phẩm tươi', 'cây', 7_500),
  plain('Pin tiểu AA vỉ 4 viên', 'Gia dụng', 'vỉ', 28_000),
  plain('Bóng đèn LED 9 W', 'Gia dụng', 'cái', 42_500),
  plain('Ổ cắm điện 3 mét', 'Gia dụng', 'cái', 135_000),
  plain('Mũ bảo hiểm nửa đầu', 'Phụ kiện', 'cái', 220_000),
  plain('Áo mưa bộ', 'Phụ kiện', 'bộ', 89_000),
  plain('Dép xốp đi trong nhà', 'Phụ kiện', 'đôi', 45_500),
  plain('Túi vải bố', 'Phụ kiện', 'cái', 59_000),
  plain('Nước yến hộp 6 lọ', 'Đồ uống', 'hộp', 245_000),
  plain('Hạt điều rang muối 500 g', 'Bánh kẹo', 'hộp', 189_500),
  plain('Chè vằng túi lọc', 'Đồ uống', 'hộp', 33_500),
  plain('Mật ong rừng 500 ml', 'Thực phẩm khô', 'chai', 175_000),
  plain('Cá hộp sốt cà 155 g', 'Thực phẩm khô', 'hộp', 19_500),
  plain('Khô bò xé 200 g', 'Bánh kẹo', 'gói', 115_000),
];

/** The product after those: one with variants, each with the code of its position. */
export const demoGarment = {
  name: 'Áo thun cotton cổ tròn',
  type: 'Thời trang',
  price: 179_000,
  variants: [
    { colour: 'Đỏ', size: 'M', position: 51 },
    { colour: 'Đỏ', size: 'L', position: 52 },
    { colour: 'Đen', size: 'M', position: 53 },
    { colour: 'Đen', size: 'L', position: 54 },
  ],
} as const;
