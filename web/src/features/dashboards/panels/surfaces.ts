/** What panels are drawn on in each scheme: the token `--surface`. */
export const SURFACES = { light: '#ffffff', dark: '#13181d' } as const
