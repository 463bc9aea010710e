// Package field reads the single values of which records consist: texts,
// flags, times, names. Text that providers write in several spellings is
// accepted in all of them; what makes no sense is absent, not an error, so
// that one odd field costs no user.
package field
