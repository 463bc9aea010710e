// Package ordeal proves the promise of package migrator with the program
// itself: its tests run usher as an operator has it against a sandbox that is a
// process of its own, let things go wrong, and compare at the end what the
// export, Stytch and usher say of every user.
//
//	go test ./migrator/ordeal          some seconds of everything
//	go test ./migrator/ordeal -long    200 kills, soaks, a million users
//
// What goes wrong inside the process, at every point between two steps, is
// tested in package migrator; here it is what goes wrong around it: kill -9,
// lost answers, limits, disks, terminals, other programs.
package ordeal
