package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"time"
)

// What the vendors' script says, as the harness wrote it.
var script struct {
	Hello   string            `json:"hello"`
	Person  person            `json:"person"`
	Degrees map[string]string `json:"degrees"`
	Usage   [2]int64          `json:"usage"`
	PNG     string            `json:"png"`
}

type person struct {
	Name string   `json:"name"`
	Age  int      `json:"age"`
	Tags []string `json:"tags"`
}

type pairing struct {
	backend, client, model, keyless string
	same, direct                    bool
}

// Has no proxy between the programs of one machine.
var local = &http.Client{Transport: &http.Transport{}}

func (to pairing) failing(status int) string {
	return fmt.Sprintf("%s.%s.%d", to.client, to.backend, status)
}

func (to pairing) tag() string { return to.client + "." + to.backend }

func asked(path string, into any) {
	answer, err := local.Get(os.Getenv("PROOF_VENDORS") + path)
	must(err)
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	must(err)
	must(json.Unmarshal(content, into))
}

func (to pairing) calls(status int) int {
	counts := map[string]int{}
	asked("/calls", &counts)
	return counts[to.failing(status)]
}

// The vendor has to see within a second that the client left.
func left(tag string) {
	var seen struct {
		Tags []string `json:"tags"`
	}
	for end := time.Now().Add(time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if asked("/left", &seen); slices.Contains(seen.Tags, tag) {
			return
		}
	}
	panic("after a second the vendor has not seen that the client left")
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func equal(what string, got, wanted any) {
	if !reflect.DeepEqual(got, wanted) {
		panic(fmt.Sprintf("%s: %#v instead of %#v", what, got, wanted))
	}
}

func within(what, part, whole string) {
	if !strings.Contains(whole, part) {
		panic(fmt.Sprintf("%s: no %q in %q", what, part, whole))
	}
}

type result struct {
	Backend    string `json:"backend"`
	Capability string `json:"capability"`
	OK         bool   `json:"ok"`
	Why        string `json:"why,omitempty"`
	Where      string `json:"where,omitempty"`
}

type proof struct {
	capability string
	run        func(pairing)
}

func prove(proofs []proof) {
	constants, err := os.ReadFile(os.Getenv("PROOF_SCRIPT"))
	must(err)
	must(json.Unmarshal(constants, &script))
	if _, err := base64.StdEncoding.DecodeString(script.PNG); err != nil {
		panic(err)
	}
	for backend := range strings.SplitSeq(os.Getenv("PROOF_BACKENDS"), ",") {
		_, direct := os.LookupEnv("PROOF_DIRECT")
		to := pairing{
			backend: backend, client: os.Getenv("PROOF_CLIENT"), model: backend + "-scripted", keyless: backend + "-keyless",
			same: backend == os.Getenv("PROOF_DIALECT"), direct: direct,
		}
		for _, each := range proofs {
			line, err := json.Marshal(outcome(to, each))
			must(err)
			fmt.Println(string(line))
		}
	}
}

func outcome(to pairing, each proof) (said result) {
	said = result{Backend: to.backend, Capability: each.capability, OK: true}
	defer func() {
		if failure := recover(); failure != nil {
			said.OK, said.Why, said.Where = false, fmt.Sprint(failure), place()
		}
	}()
	each.run(to)
	return said
}

var programs = []string{"main.go", "responses.go"}

func place() string {
	for depth := 2; depth < 20; depth++ {
		if _, file, line, ok := runtime.Caller(depth); ok && slices.Contains(programs, filepath.Base(file)) {
			return fmt.Sprintf("%s:%d", filepath.Base(file), line)
		}
	}
	return ""
}
