"""EASE in NumPy (Steck 2019). Usage: ease.py RATINGS LAMBDA; a file of (int32 member, int32 film, float32 rating).
Prints the seconds of the training, and those of scoring all members x all films and keeping each member's best 100."""
import sys, time
import numpy as np, scipy.sparse as sp

rows = np.fromfile(sys.argv[1], dtype=[("member", "<i4"), ("film", "<i4"), ("rating", "<f4")])
X = sp.csr_matrix((np.ones(len(rows), np.float32), (rows["member"], rows["film"])))
start = time.time()
G = (X.T @ X).toarray().astype(np.float64)
G[np.diag_indices(len(G))] += float(sys.argv[2])
P = np.linalg.inv(G)
B = -P / np.diag(P)
B[np.diag_indices(len(B))] = 0
trained = time.time()
S = np.asarray(X @ B.astype(np.float32))
S[X.nonzero()] = -np.inf
top = np.argpartition(-S, 100, axis=1)[:, :100]
top = np.take_along_axis(top, np.argsort(-np.take_along_axis(S, top, 1), axis=1), 1)
print(trained - start, time.time() - trained)
