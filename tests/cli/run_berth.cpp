#include "run_berth.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace berth::test {

namespace {

using Output = Surroundings::Output;
constexpr auto time_limit = std::chrono::seconds(120);

struct Pipe {
    int read_end = -1;
    int write_end = -1;
};

Pipe open_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
    return {ends[0], ends[1]};
}

Pipe open_terminal() {
    Pipe terminal;
    if (::openpty(&terminal.read_end, &terminal.write_end, nullptr, nullptr, nullptr) != 0) {
        throw std::runtime_error("openpty failed");
    }
    ::fcntl(terminal.read_end, F_SETFD, FD_CLOEXEC);
    ::fcntl(terminal.write_end, F_SETFD, FD_CLOEXEC);
    return terminal;
}

void connect_output(Output kind, int pipe_end) {
    if (kind == Output::closed) {
        ::close(STDOUT_FILENO);
    } else if (kind == Output::full_disk) {
        ::dup2(::open("/dev/full", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
    } else {
        ::dup2(pipe_end, STDOUT_FILENO);
    }
}

[[noreturn]] void become(const std::vector<std::string>& command, const Surroundings& around) {
    if (::chdir(around.directory.c_str()) != 0) ::_exit(126);
    for (const auto& [name, value] : around.environment) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
}

// Feeds and drains the child until both of its outputs end; kills it at the time limit.
class Exchange {
   public:
    Exchange(pid_t child, int input, int out, int err, const std::string& text, Outcome& outcome)
        : child_(child), input_(input), out_(out), err_(err), text_(text), outcome_(outcome) {}

    void run() {
        const auto deadline = std::chrono::steady_clock::now() + time_limit;
        while (out_ >= 0 || err_ >= 0) {
            if (std::chrono::steady_clock::now() > deadline) ::kill(child_, SIGKILL);
            std::array<pollfd, 3> watched = {
                {{input_, POLLOUT, 0}, {out_, POLLIN, 0}, {err_, POLLIN, 0}}};
            ::poll(watched.data(), watched.size(), 200);
            if (watched[0].revents != 0) feed();
            if (watched[1].revents != 0) drain(out_, outcome_.out);
            if (watched[2].revents != 0) drain(err_, outcome_.err);
        }
        if (input_ >= 0) ::close(input_);
        timed_out_ = std::chrono::steady_clock::now() > deadline;
    }

    bool timed_out() const { return timed_out_; }

   private:
    void feed() {
        const ssize_t count =
            fed_ < text_.size() ? ::write(input_, text_.data() + fed_, text_.size() - fed_) : -1;
        if (count > 0) {
            fed_ += static_cast<std::size_t>(count);
        } else {
            ::close(input_);
            input_ = -1;
        }
    }

    static void drain(int& end, std::string& text) {
        std::array<char, 65536> buffer;
        const ssize_t count = ::read(end, buffer.data(), buffer.size());
        if (count > 0) {
            text.append(buffer.data(), static_cast<std::size_t>(count));
        } else {
            ::close(end);
            end = -1;
        }
    }

    pid_t child_;
    int input_;
    int out_;
    int err_;
    const std::string& text_;
    Outcome& outcome_;
    std::size_t fed_ = 0;
    bool timed_out_ = false;
};

int exit_status_of(pid_t child, bool timed_out) {
    int status = 0;
    ::waitpid(child, &status, 0);
    if (timed_out) return 124;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

std::ostream& operator<<(std::ostream& stream, const Outcome& outcome) {
    return stream << "exit status " << outcome.status << "\nstandard output:\n"
                  << outcome.out << "\nstandard error:\n"
                  << outcome.err;
}

Outcome run_program(const std::vector<std::string>& command, const Surroundings& around) {
    std::signal(SIGPIPE, SIG_IGN);
    const Pipe input = open_pipe();
    Pipe out = around.output == Output::terminal ? open_terminal() : open_pipe();
    const Pipe err = open_pipe();
    if (around.output == Output::reader_gone) {
        ::close(out.read_end);
        out.read_end = -1;
    }
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGPIPE, SIG_DFL);
        ::dup2(input.read_end, STDIN_FILENO);
        ::dup2(err.write_end, STDERR_FILENO);
        connect_output(around.output, out.write_end);
        become(command, around);
    }
    for (const int end : {input.read_end, out.write_end, err.write_end}) ::close(end);
    Outcome outcome;
    Exchange exchange(child, input.write_end, out.read_end, err.read_end, around.input, outcome);
    exchange.run();
    outcome.status = exit_status_of(child, exchange.timed_out());
    return outcome;
}

void expect_refused(const Outcome& outcome, const std::string& complaint) {
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_EQ(outcome.out, "");
    EXPECT_NE(outcome.err.find(complaint), std::string::npos) << complaint << "\n" << outcome;
}

Outcome run_berth(std::vector<std::string> arguments, const Surroundings& around) {
    arguments.insert(arguments.begin(), BERTH_PROGRAM);
    return run_program(arguments, around);
}

std::string source_path(const std::string& path) {
    return BERTH_SOURCE_DIR "/" + path;
}

std::vector<std::string> on_example(const std::string& verb,
                                    const std::vector<std::string>& options, bool with_burst) {
    std::vector<std::string> words = {verb, "--cluster",
                                      source_path("examples/mixed-fleet/cluster")};
    if (with_burst) {
        words.insert(words.end(), {"--burst", source_path("examples/mixed-fleet/burst.json")});
    }
    words.insert(words.end(), options.begin(), options.end());
    return words;
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void write_text(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file << text;
    ASSERT_TRUE(file.flush()) << path;
}

void CliTest::SetUp() {
    std::string pattern = (std::filesystem::temp_directory_path() / "berth-cli-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
}

void CliTest::TearDown() {
    std::filesystem::remove_all(directory_);
}

void RootTest::SetUp() {
    CliTest::SetUp();
    std::filesystem::create_directory_symlink(source_path("examples"), directory_ / "examples");
    std::filesystem::create_directory(directory_ / "bin");
    std::filesystem::create_symlink(BERTH_PROGRAM, directory_ / "bin/berth");
}

Outcome RootTest::run_line(const std::string& line) const {
    Surroundings around;
    around.directory = directory_;
    around.environment = {{"HOME", directory_.string()}};
    return run_program({"bash", "-c", "PATH=$PWD/bin:$PATH; " + line}, around);
}

}  // namespace berth::test
