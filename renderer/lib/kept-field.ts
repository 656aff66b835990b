/** `not-yet-typed`: the key has been pressed in a field, but its character is not there yet. */
export type Restored = 'done' | 'not-yet-typed';

export type KeptField = {
  /** Takes one character out again that was typed after the field was kept; what came later stays. */
  readonly without: (character: string) => Restored;
  /** Puts everything back, out of the hands of an input method too. */
  readonly asItWas: () => void;
};

type Field = HTMLInputElement | HTMLTextAreaElement;

export function keepField(element: Element | null): KeptField {
  if (!isField(element)) return { without: () => 'done', asItWas: () => undefined };
  const { value, selectionStart, selectionEnd } = element;
  const at = selectionStart ?? value.length;
  const put = (text: string, caret: number | null) => {
    setValue(element, text);
    if (caret !== null && selectionStart !== null)
      element.setSelectionRange(caret, Math.max(caret, selectionEnd ?? 0));
  };
  return {
    without: (character) => {
      if (element.value === value) return document.activeElement === element ? 'not-yet-typed' : 'done';
      const isOnlyAdded =
        selectionStart === selectionEnd && element.value.slice(at, at + character.length) === character;
      const rest = element.value.slice(0, at) + element.value.slice(at + character.length);
      if (!isOnlyAdded || rest === value) put(value, selectionStart);
      else setValue(element, rest);
      return 'done';
    },
    asItWas: () => {
      if (element.value === value) return;
      const hasFocus = document.activeElement === element;
      // Leaving the field is what makes an input method let go of the word it is composing.
      element.blur();
      put(value, null);
      if (!hasFocus) return;
      element.focus();
      if (selectionStart !== null) element.setSelectionRange(selectionStart, selectionEnd);
    },
  };
}

function isField(element: Element | null): element is Field {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** React only notices a value set through the element's own setter and followed by an input event. */
function setValue(element: Field, text: string): void {
  const prototype =
    element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, text);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}
