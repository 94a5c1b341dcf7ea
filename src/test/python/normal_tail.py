"""The coefficients of dev.gradus.net.NormalTail, and the largest relative error of each polynomial.

tail(x) = Phi(-x) = exp(-x^2 / 2) P(t) / (x + k), t = (x - k) / (x + k), x >= 0: interpolation of P at Chebyshev's points, in 40 digits.
"""

import mpmath as mp

mp.mp.dps = 40


def scaled(x):
    return mp.e ** (x * x / 2) * mp.erfc(x / mp.sqrt(2)) / 2


def coefficients(degree, k):
    n = degree + 1
    nodes = [mp.cos((j + mp.mpf(1) / 2) * mp.pi / n) for j in range(n)]
    values = []
    for t in nodes:
        x = k * (1 + t) / (1 - t)
        values.append(scaled(x) * (x + k))
    powers = mp.matrix(n, n)
    for i in range(n):
        for j in range(n):
            powers[i, j] = nodes[i] ** j
    return mp.lu_solve(powers, mp.matrix(values))


def worst(c, k):
    error = 0
    for i in range(2001):
        x = mp.mpf(i) / 50
        t = (x - k) / (x + k)
        p = mp.polyval([mp.mpf(float(one)) for one in c][::-1], t) / (x + k)
        error = max(error, abs(p / scaled(x) - 1))
    return error


for degree, k in ((13, 4.0), (24, 2.75)):
    c = coefficients(degree, k)
    print("degree", degree, "k", k, "largest relative error", mp.nstr(worst(c, k), 3))
    for one in c:
        print("  ", repr(float(one)))
