import type { TextSize } from './document.ts';
import type { Picture } from './picture.ts';

/** What layout must know of the letters; dots of the print head. */
export type FontMetrics = {
  readonly widthOf: (text: string, face: FaceName) => number;
  readonly lineHeightOf: (face: FaceName) => number;
};

export type FaceName = `${TextSize}-${'regular' | 'bold'}`;

/** Modules of a QR, `1` dark. */
export type QrRows = readonly string[];

/** Where each thing goes, in dots from the upper left corner. */
export type Placed =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly face: FaceName;
      readonly inverted: boolean;
    }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly dashed: boolean;
    }
  | {
      readonly kind: 'qr';
      readonly x: number;
      readonly y: number;
      readonly scale: number;
      readonly rows: QrRows;
    }
  /** Bars as wide as their modules say, `1` dark. */
  | {
      readonly kind: 'bars';
      readonly x: number;
      readonly y: number;
      readonly scale: number;
      readonly height: number;
      readonly modules: string;
    }
  /** `shrink` dots of the picture's width and height become one. */
  | {
      readonly kind: 'picture';
      readonly x: number;
      readonly y: number;
      readonly shrink: number;
      readonly picture: Picture;
    };

export type Layout = { readonly width: number; readonly height: number; readonly placed: readonly Placed[] };

export type Page = {
  readonly width: number;
  readonly metrics: FontMetrics;
  readonly qrOf: (data: string) => QrRows;
  /** The shop's, where it has one. */
  readonly logo?: Picture | null;
};

export type Placing = { readonly placed: readonly Placed[]; readonly height: number };
