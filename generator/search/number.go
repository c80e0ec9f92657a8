package search

// digits are what numbers are written with: each stands for five bits, the lowest first; those of the second half say that more come.
const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

// appendNumber appends a number to a text. Small ones take one letter.
func appendNumber(dst []byte, n uint32) []byte {
	for ; n >= 32; n >>= 5 {
		dst = append(dst, digits[32+n&31])
	}
	return append(dst, digits[n])
}
