/** SQL: labels of alias `l` in the order in which people look for them. */
export const LABEL_ORDER = `(l.label = 'production') DESC, (l.label = 'latest') DESC, l.label`;
