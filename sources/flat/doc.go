// Package flat reads tables and JSON of any kind: what an app's own database
// gives, or a provider that usher has no layout for. A mapping says which
// column, or which path into a JSON object, goes into which field. Without one
// it is guessed from the names of the columns and from what is in them.
package flat
