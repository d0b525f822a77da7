// Audit checks a record of Rank & File with code that is not ours: Debian's golang-golang-x-mod-dev, the Go team's own
// implementation of signed notes and transparency logs.
//
//	audit [-witness VKEY]... [-proofs FILE] FOLDER VKEY
//
// FOLDER holds checkpoint, tile/<L>/<N> and tile/entries/<N> as C2SP tlog-tiles has them: an export that was unpacked.
// It opens the checkpoint under the keys given; hashes every entry of every bundle into a tree of its own and compares
// the root; holds every file under tile/ against what it must be, a partial tile of an older size against the
// beginning of the newer one; names those that are missing or too many. Then it proves from our tiles, for each entry,
// that it is in the tree, and for each older size, that the tree begins with it, and checks each proof. Proofs that
// FILE gives (made by our own generator) are checked in the same way.
//
// Nothing here uses tlog.TileHashReader: up to x/mod 0.39 it returns hashes that it has not authenticated
// (CVE-2026-56865), and Debian's is older. A tile is believed only after it was compared with the entries.
//
// Each finding is a line; the exit code is 1 when there is one.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height, width = 8, 256

var found int

func finding(format string, values ...interface{}) {
	found++
	fmt.Printf(format+"\n", values...)
}

func stop(err error) {
	if err != nil {
		finding("%v", err)
		os.Exit(1)
	}
}

// A witness opens the lines of a cosigner: C2SP tlog-cosignature, type 04, which x/mod does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(signature)
	return ed25519.Verify(w.key, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, text)), signature[8:])
}

func witnessOf(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("%s is no key", vkey)
	}
	key, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, fmt.Errorf("%s is not the key of a witness", parts[0])
	}
	sum := sha256.Sum256([]byte(parts[0] + "\n" + string(key)))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("the key ID of %s is wrong", parts[0])
	}
	return witness{parts[0], hash, ed25519.PublicKey(key[1:])}, nil
}

// Checkpoint opens the signed note and returns the tree that it speaks of.
func checkpoint(folder, vkey string, witnesses []string) tlog.Tree {
	log, err := note.NewVerifier(vkey)
	stop(err)
	known := []note.Verifier{log}
	for _, each := range witnesses {
		cosigner, err := witnessOf(each)
		stop(err)
		known = append(known, cosigner)
	}
	text, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	stop(err)
	opened, err := note.Open(text, note.VerifierList(known...))
	stop(err)
	own := 0
	for _, signature := range opened.Sigs {
		if signature.Name == log.Name() && signature.Hash == log.KeyHash() {
			own++
		}
	}
	lines := strings.Split(opened.Text, "\n")
	if own != 1 || len(lines) != 4 || lines[0] != log.Name() || lines[3] != "" {
		stop(fmt.Errorf("checkpoint: not one of %s", log.Name()))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		stop(fmt.Errorf("checkpoint: no size"))
	}
	root, err := tlog.ParseHash(lines[2])
	stop(err)
	fmt.Printf("checkpoint: %d entries, %d signatures\n", size, len(opened.Sigs))
	return tlog.Tree{N: size, Hash: root}
}

// Own is the tree that the entries give: every hash that x/mod stores, in its order.
type own []tlog.Hash

func (o own) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(o)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		hashes[i] = o[index]
	}
	return hashes, nil
}

// Widths returns how wide each tile of a level is at this size.
func widths(size int64, level int) (full int64, rest int) {
	count := size >> uint(height*level)
	return count / width, int(count % width)
}

// PathOf returns the C2SP path of a tile, which leaves out the height that x/mod writes.
func pathOf(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), "tile/8/")
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

// TileAt is the inverse of pathOf.
func tileAt(path string) (tlog.Tile, error) {
	path = strings.Replace(strings.TrimPrefix(path, "tile/"), "entries/", "data/", 1)
	return tlog.ParseTilePath("tile/8/" + path)
}

// Entries reads every bundle; the bytes of each, whole, and the tree over the entries.
func entries(folder string, size int64) (map[int64][]byte, own) {
	bundles, tree := map[int64][]byte{}, own{}
	full, rest := widths(size, 0)
	for n := int64(0); n*width < size; n++ {
		w := width
		if n == full {
			w = rest
		}
		path := pathOf(tlog.Tile{H: height, L: -1, N: n, W: w})
		bundle, err := os.ReadFile(filepath.Join(folder, path))
		stop(err)
		bundles[n] = bundle
		for i := 0; i < w; i++ {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				stop(fmt.Errorf("%s: cut short at entry %d", path, n*width+int64(i)))
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			hashes, err := tlog.StoredHashes(n*width+int64(i), bundle[2:end], tree)
			stop(err)
			tree, bundle = append(tree, hashes...), bundle[end:]
		}
		if len(bundle) > 0 {
			finding("%s: %d bytes too many", path, len(bundle))
		}
	}
	return bundles, tree
}

// Part returns the beginning of a bundle that holds so many entries.
func part(bundle []byte, entries int) []byte {
	at := 0
	for i := 0; i < entries && at+2 <= len(bundle); i++ {
		at += 2 + int(binary.BigEndian.Uint16(bundle[at:]))
	}
	if at > len(bundle) {
		at = len(bundle)
	}
	return bundle[:at]
}

// Files holds every file under tile/ against what it must be, and names those that are missing or too many.
func files(folder string, size int64, bundles map[int64][]byte, tree own) {
	due := map[string]bool{}
	for level := 0; size>>uint(height*level) > 0; level++ {
		full, rest := widths(size, level)
		for n := int64(0); n < full; n++ {
			due[pathOf(tlog.Tile{H: height, L: level, N: n, W: width})] = true
		}
		if rest > 0 {
			due[pathOf(tlog.Tile{H: height, L: level, N: full, W: rest})] = true
		}
	}
	stop(filepath.WalkDir(filepath.Join(folder, "tile"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		stop(err)
		tile, err := tileAt(name)
		level := tile.L
		if level < 0 {
			level = 0
		}
		if err != nil || pathOf(tile) != name || tile.N*width+int64(tile.W) > size>>uint(height*level) {
			finding("%s: no such file in a tree of %d entries", name, size)
			return nil
		}
		delete(due, name)
		is, err := os.ReadFile(path)
		stop(err)
		must := part(bundles[tile.N], tile.W)
		if tile.L >= 0 {
			must, err = tlog.ReadTileData(tile, tree)
			stop(err)
		}
		if !bytes.Equal(is, must) {
			finding("%s: not what the entries give", name)
		}
		return nil
	}))
	for name := range due {
		finding("%s: missing", name)
	}
}

// Tiles reads hashes from the tiles in the folder, as they are: a proof from them holds or it does not.
// Each file is read once, and each hash within it worked out once.
type tiles struct {
	folder string
	size   int64
	files  map[string][]byte
	hashes map[int64]tlog.Hash
}

func (t tiles) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hash, known := t.hashes[index]
		if !known {
			var err error
			if hash, err = t.read(index); err != nil {
				return nil, err
			}
			t.hashes[index] = hash
		}
		hashes[i] = hash
	}
	return hashes, nil
}

func (t tiles) read(index int64) (tlog.Hash, error) {
	tile := tlog.TileForIndex(height, index)
	full, rest := widths(t.size, tile.L)
	tile.W = width
	if tile.N == full {
		tile.W = rest
	}
	path := pathOf(tile)
	if t.files[path] == nil {
		content, err := os.ReadFile(filepath.Join(t.folder, path))
		if err != nil {
			return tlog.Hash{}, err
		}
		t.files[path] = content
	}
	return tlog.HashFromTile(tile, t.files[path], index)
}

// Proofs makes and checks every inclusion proof and every consistency proof from the tiles in the folder.
func proofs(folder string, head tlog.Tree, tree own) {
	reader := tiles{folder, head.N, map[string][]byte{}, map[int64]tlog.Hash{}}
	for n := int64(0); n < head.N; n++ {
		leaf := tree[tlog.StoredHashIndex(0, n)]
		inclusion, err := tlog.ProveRecord(head.N, n, reader)
		if err == nil {
			err = tlog.CheckRecord(inclusion, head.N, head.Hash, n, leaf)
		}
		if err != nil {
			finding("entry %d: inclusion: %v", n, err)
		}
		older, err := tlog.TreeHash(n+1, tree)
		stop(err)
		consistency, err := tlog.ProveTree(head.N, n+1, reader)
		if err == nil {
			err = tlog.CheckTree(consistency, head.N, head.Hash, n+1, older)
		}
		if err != nil {
			finding("size %d: consistency: %v", n+1, err)
		}
	}
	fmt.Printf("proofs: %d of each kind, from the tiles\n", head.N)
}

// Given checks proofs made elsewhere, one to a line: kind, tree size, index or older size, hashes.
func given(file string, tree own) {
	content, err := os.ReadFile(file)
	stop(err)
	count := 0
	for _, line := range strings.Split(strings.TrimSuffix(string(content), "\n"), "\n") {
		words := strings.Split(line, " ")
		var hashes []tlog.Hash
		for _, word := range words[3:] {
			hash, err := tlog.ParseHash(word)
			stop(err)
			hashes = append(hashes, hash)
		}
		size, err := strconv.ParseInt(words[1], 10, 64)
		stop(err)
		at, err := strconv.ParseInt(words[2], 10, 64)
		stop(err)
		root, err := tlog.TreeHash(size, tree)
		stop(err)
		if words[0] == "inclusion" {
			err = tlog.CheckRecord(hashes, size, root, at, tree[tlog.StoredHashIndex(0, at)])
		} else {
			older, failed := tlog.TreeHash(at, tree)
			stop(failed)
			err = tlog.CheckTree(hashes, size, root, at, older)
		}
		if err != nil {
			finding("given %s %d in %d: %v", words[0], at, size, err)
		}
		count++
	}
	fmt.Printf("given: %d proofs\n", count)
}

type list []string

func (l *list) String() string         { return strings.Join(*l, " ") }
func (l *list) Set(value string) error { *l = append(*l, value); return nil }

func main() {
	var witnesses list
	flag.Var(&witnesses, "witness", "the key of a witness")
	proofsGiven := flag.String("proofs", "", "a file of proofs")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "audit [-witness VKEY]... [-proofs FILE] FOLDER VKEY")
		os.Exit(2)
	}
	folder := flag.Arg(0)
	head := checkpoint(folder, flag.Arg(1), witnesses)
	bundles, tree := entries(folder, head.N)
	root, err := tlog.TreeHash(head.N, tree)
	stop(err)
	if root != head.Hash {
		finding("root: the entries give %v, the checkpoint says %v", root, head.Hash)
	}
	files(folder, head.N, bundles, tree)
	proofs(folder, head, tree)
	if *proofsGiven != "" {
		given(*proofsGiven, tree)
	}
	if found > 0 {
		os.Exit(1)
	}
	fmt.Println("sound")
}
