import {
  Button,
  Checkbox,
  createTheme,
  type MantineColorsTuple,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Select,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';

const blue: MantineColorsTuple = [
  '#e8f2fd',
  '#cfe2f8',
  '#9fc5f0',
  '#6ca7e9',
  '#428de2',
  '#277cdf',
  '#0b5cad',
  '#0a529b',
  '#07447f',
  '#043260',
];

/** Big enough for a finger: Mantine's `lg` is 50 px high. No transitions, so that nothing lags behind a hand. */
export const theme = createTheme({
  primaryColor: 'quay',
  primaryShade: 6,
  colors: { quay: blue },
  fontFamily: 'var(--q-font)',
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'lg' } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'lg' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'lg' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'lg' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'lg', transitionDuration: 0 } }),
    Select: Select.extend({ defaultProps: { size: 'lg' } }),
    Switch: Switch.extend({ defaultProps: { size: 'lg' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'lg' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'lg' } }),
  },
});
