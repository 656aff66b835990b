type QrCodeProps = {
  /** Rows of the matrix, `1` dark and `0` light, without the quiet zone. */
  readonly rows: readonly string[];
  readonly sizePx: number;
  readonly label: string;
  readonly testId?: string;
};

/** Modules of white around the code that readers rely on. */
const quietModules = 4;

/** A QR code as one SVG path; always dark on white, whatever the look of the window. */
export function QrCode({ rows, sizePx, label, testId }: QrCodeProps) {
  const side = rows.length + quietModules * 2;
  const path = rows
    .flatMap((row, y) =>
      [...row].map((module, x) => (module === '1' ? `M${x + quietModules} ${y + quietModules}h1v1h-1z` : '')),
    )
    .join('');
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      width={sizePx}
      height={sizePx}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      data-testid={testId}
    >
      <title>{label}</title>
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
