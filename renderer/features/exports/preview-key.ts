/** Of the read of what would be written: an export changes what counts as new, a file of ids what is known. */
export const previewKey = "export-preview";
