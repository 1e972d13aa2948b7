"""What a kubelet does with a Pod, as far as a sidecar can tell, with podman's containers.

Init containers run in their order: an ordinary one to its end, a native sidecar (restartPolicy Always) until its startup probe succeeds. Then the app's containers
start. A sidecar that dies is started again. At the end the app's containers get SIGTERM first, and the sidecars, last one first, when those are gone.
"""
import json
import pathlib
import subprocess
import time

HERE, POD = "10.88.7.1", "10.88.7.2"


class Failed(Exception):
    pass


class Place:
    """Where podman runs; see place.sh."""

    def __init__(self, folder):
        self.folder, self.script = pathlib.Path(folder), str(pathlib.Path(__file__).parent / "place.sh")

    def call(self, verb, *arguments, check=True):
        done = subprocess.run([self.script, str(self.folder), verb, *arguments], capture_output=True, text=True)
        if check and done.returncode:
            raise Failed(f"{verb} {' '.join(arguments[:3])}…: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def start(self):
        # Not captured: what stays in the background would hold the pipe.
        subprocess.run([self.script, str(self.folder), "start"], check=True, stdin=subprocess.DEVNULL)

    def podman(self, *arguments, check=True):
        return self.call("podman", *arguments, check=check)

    def run(self, *arguments, check=True):
        return self.call("run", *arguments, check=check)

    def stop(self):
        self.call("stop")


class Pod:
    """A Pod as the API server stored it, and the ConfigMaps and Secrets of its namespace by name."""

    def __init__(self, place, stored, configs=None, secrets=None):
        self.place, self.stored, self.spec = place, stored, stored["spec"]
        self.name = stored["metadata"]["name"]
        self.configs, self.secrets = configs or {}, secrets or {}
        self.volumes = place.folder / "volumes" / self.name
        self.sidecars, self.apps, self.started = [], [], {}

    # ---- its life -------------------------------------------------------------------------------------------------

    def begin(self):
        self.network()
        for volume in self.spec.get("volumes", []):
            self.volume(volume)
        for container in self.spec.get("initContainers", []):
            if container.get("restartPolicy") == "Always":
                self.launch(container, "--restart=always")
                self.sidecars.append(container["name"])
                self.await_startup(container)
            else:
                self.launch(container)
                code = int(self.place.podman("wait", self.id(container["name"])))
                if code:
                    raise Failed(f"init container {container['name']} ended with {code}")
        for container in self.spec["containers"]:
            self.launch(container)
            self.apps.append(container["name"])

    def end(self, grace=30):
        for name in self.apps:
            self.place.podman("kill", "--signal", "TERM", self.id(name), check=False)
        for name in self.apps:
            self.gone(name, grace)
        ended = {}
        for name in reversed(self.sidecars):
            began = time.monotonic()
            self.place.podman("stop", "--time", str(grace), self.id(name))
            ended[name] = (self.inspect(name)["State"]["ExitCode"], time.monotonic() - began)
        return ended

    def gone(self, name, within):
        limit = time.monotonic() + within
        while self.inspect(name)["State"]["Running"]:
            if time.monotonic() > limit:
                raise Failed(f"{name} did not end within {within} s of SIGTERM")
            time.sleep(0.1)

    def clear(self):
        for name in [*self.apps, *self.sidecars]:
            self.place.podman("rm", "-f", "--time", "1", self.id(name), check=False)
        for container in self.spec.get("initContainers", []):
            self.place.podman("rm", "-f", "--time", "1", self.id(container["name"]), check=False)
        self.place.run("ip", "netns", "del", self.name, check=False)
        self.place.run("ip", "link", "del", "outside", check=False)

    # ---- what is asked of it --------------------------------------------------------------------------------------

    def id(self, name):
        return f"{self.name}-{name}"

    def inspect(self, name):
        return json.loads(self.place.podman("inspect", self.id(name)))[0]

    def pid(self, name):
        return self.inspect(name)["State"]["Pid"]

    def log(self, name):
        return self.place.podman("logs", self.id(name))

    def reach(self, port, path="/", address=POD, inside=False, seconds=5):
        """The status of a GET, or None where nobody is to be reached: from the node, or from inside the pod."""
        enter = ["ip", "netns", "exec", self.name] if inside else []
        told = self.place.run(*enter, "curl", "-s", "-o", "/dev/null", "-m", str(seconds), "-w", "%{http_code}", f"http://{address}:{port}{path}", check=False)
        return int(told) or None if told.strip().isdigit() else None

    # ---- how it is made -------------------------------------------------------------------------------------------

    def network(self):
        run = self.place.run
        run("ip", "netns", "add", self.name)
        run("ip", "link", "add", "outside", "type", "veth", "peer", "name", "eth0", "netns", self.name)
        run("ip", "addr", "add", f"{HERE}/24", "dev", "outside")
        run("ip", "link", "set", "outside", "up")
        for command in (["addr", "add", f"{POD}/24", "dev", "eth0"], ["link", "set", "eth0", "up"], ["link", "set", "lo", "up"]):
            run("ip", "-n", self.name, *command)

    def volume(self, volume):
        folder = self.volumes / volume["name"]
        folder.mkdir(parents=True, exist_ok=True)
        if "emptyDir" in volume:
            # As the kubelet makes them: whoever the container runs as may write.
            folder.chmod(0o777)
        elif "configMap" in volume or "secret" in volume:
            asked = volume.get("configMap") or volume["secret"]
            name, known = asked.get("name") or asked.get("secretName"), self.configs if "configMap" in volume else self.secrets
            if name not in known and not asked.get("optional"):
                raise Failed(f"volume {volume['name']}: there is no {name}")
            for key, text in known.get(name, {}).items():
                (folder / key).write_text(text)
        elif "projected" in volume:
            (folder / "token").write_text("a service account's token")
        elif "image" in volume:
            pass  # mounted as such
        else:
            raise Failed(f"volume {volume['name']}: of a kind that is not known here: {volume}")

    def mount(self, mount):
        volume = next(one for one in self.spec["volumes"] if one["name"] == mount["name"])
        if "image" in volume:
            return ["--mount", f"type=image,source={volume['image']['reference']},destination={mount['mountPath']}"]
        folder = self.volumes / mount["name"] / mount.get("subPath", "")
        return ["--volume", f"{folder}:{mount['mountPath']}{':ro' if mount.get('readOnly') else ''}"]

    def variable(self, variable):
        if "value" in variable:
            return variable["value"]
        field = variable.get("valueFrom", {}).get("fieldRef", {}).get("fieldPath")
        known = {
            "metadata.name": self.name, "metadata.namespace": self.stored["metadata"].get("namespace", "default"),
            "spec.nodeName": "here", "status.podIP": POD,
        }  # fmt: skip
        if field not in known:
            raise Failed(f"variable {variable['name']}: from where is not known here: {variable}")
        return known[field]

    def launch(self, container, *more):
        context, limits = container.get("securityContext", {}), container.get("resources", {}).get("limits", {})
        shared = self.spec.get("securityContext", {})
        options = ["--network", f"ns:/run/netns/{self.name}", "--pull=never", *more]
        user = context.get("runAsUser", shared.get("runAsUser"))
        if user is not None:
            options += ["--user", f"{user}:{context.get('runAsGroup', shared.get('runAsGroup', 0))}"]
        if context.get("readOnlyRootFilesystem"):
            options += ["--read-only", "--read-only-tmpfs=false"]
        for capability in context.get("capabilities", {}).get("drop", []):
            options += ["--cap-drop", capability]
        if context.get("allowPrivilegeEscalation") is False:
            options += ["--security-opt", "no-new-privileges"]
        if "memory" in limits:
            options += ["--memory", limits["memory"].replace("Mi", "m").replace("Gi", "g")]
        for variable in container.get("env", []):
            # The kubelet puts earlier variables into later ones.
            value = self.variable(variable)
            for earlier in container["env"]:
                if f"$({earlier['name']})" in value:
                    value = value.replace(f"$({earlier['name']})", self.variable(earlier))
            options += ["--env", f"{variable['name']}={value}"]
        for mount in container.get("volumeMounts", []):
            options += self.mount(mount)
        command = container.get("command", [])
        if command:
            options += ["--entrypoint", json.dumps(command)]
        self.started[container["name"]] = time.monotonic()
        self.place.podman("run", "--detach", "--name", self.id(container["name"]), *options, container["image"], *container.get("args", []))

    def await_startup(self, container):
        probe = container.get("startupProbe")
        if not probe:
            return
        port, path = probe["httpGet"]["port"], probe["httpGet"].get("path", "/")
        if isinstance(port, str):
            port = next(one["containerPort"] for one in container["ports"] if one["name"] == port)
        limit = time.monotonic() + probe.get("failureThreshold", 3) * probe.get("periodSeconds", 10)
        while time.monotonic() < limit:
            if not self.inspect(container["name"])["State"]["Running"]:
                raise Failed(f"{container['name']} ended:\n{self.log(container['name'])}")
            status = self.reach(port, path, seconds=probe.get("timeoutSeconds", 1))
            if status and 200 <= status < 400:
                self.started[container["name"] + " listens"] = time.monotonic()
                return
            # More often than the kubelet, so that the time it took is told more exactly.
            time.sleep(min(probe.get("periodSeconds", 10), 0.1))
        raise Failed(f"{container['name']} was not up after its startup probe's patience:\n{self.log(container['name'])}")
