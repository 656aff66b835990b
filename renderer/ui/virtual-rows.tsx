import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { keepFocus } from './key-button.tsx';

type VirtualRowsProps<T> = {
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly rowHeight: number;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  /** A double click. */
  readonly onOpen?: (index: number) => void;
  /** The last rows came into sight. */
  readonly onNearEnd?: () => void;
  readonly testId: string;
  /** For tests: the state behind a row's words. */
  readonly stateOf?: (row: T) => string;
  readonly children: (row: T) => ReactNode;
  /** A button at the right end of a row. */
  readonly action?: (row: T, isSelected: boolean) => ReactNode;
};

/** A long list of which only the rows in sight exist; the marked row stays in sight. */
export function VirtualRows<T>(props: VirtualRowsProps<T>) {
  const { rows, keyOf, rowHeight, selected, onSelect, onOpen, onNearEnd, testId, stateOf, children, action } =
    props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;
  const nearEnd = useRef(onNearEnd);
  nearEnd.current = onNearEnd;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - 15) nearEnd.current?.();
  }, [lastShown, rows.length]);
  // Only a moved mark scrolls, not a longer list.
  const showRow = useRef<(index: number) => void>(() => undefined);
  showRow.current = (index) => {
    if (rows.length > 0) virtual.scrollToIndex(Math.min(index, rows.length - 1));
  };
  useEffect(() => showRow.current(selected), [selected]);
  return (
    <div ref={scroller} className="rows">
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const isSelected = item.index === selected;
          return (
            <div
              key={keyOf(row)}
              className="row"
              style={{ top: item.start, height: rowHeight }}
              aria-current={isSelected}
              data-testid={testId}
              data-id={keyOf(row)}
              data-state={stateOf?.(row)}
            >
              <button
                type="button"
                className="row-main"
                tabIndex={-1}
                onMouseDown={keepFocus}
                onClick={() => onSelect(item.index)}
                onDoubleClick={() => onOpen?.(item.index)}
              >
                {children(row)}
              </button>
              {action?.(row, isSelected)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The mark of a list, moved by ↑ and ↓; it never leaves the list. */
export function stepWithin(count: number, selected: number, by: number): number {
  return Math.max(0, Math.min(count - 1, selected + by));
}
